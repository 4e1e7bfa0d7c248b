"""Places where stock is kept."""

from django.db import models

from daicho.platform.db.fields import OrganizationForeignKey
from daicho.platform.db.models import TenantModel
from daicho.stock.models.level import LevelOfTransit


class Location(TenantModel):
    """A warehouse or shop. Exactly one is primary; goods in transit are at the one that is virtual (behaviour 2.11).

    `address` holds core.location.ADDRESS; `wire` what clients sent and Daicho only gives back.
    """

    name = models.CharField(max_length=200)
    location_type = models.CharField(max_length=20, default="general")
    parent = OrganizationForeignKey("stock.Location", null=True, on_delete=models.PROTECT, related_name="children")
    is_primary = models.BooleanField(default=False)
    is_transit = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    negative_stock = models.CharField(max_length=5, blank=True)
    address = models.JSONField(default=dict)
    phone = models.CharField(max_length=50, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    wire = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "name"], name="stock_location_name"),
            models.UniqueConstraint(
                fields=["organization_id", "is_primary"],
                condition=models.Q(is_primary=True),
                name="stock_location_primary",
            ),
            models.UniqueConstraint(
                fields=["organization_id", "is_transit"],
                condition=models.Q(is_transit=True),
                name="stock_location_transit",
            ),
            LevelOfTransit(name="stock_level_transit"),
        ]
