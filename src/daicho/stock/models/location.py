"""Places where stock is kept."""

from django.db import models

from daicho.platform.db.models import TenantModel


class Location(TenantModel):
    """A warehouse or shop. Exactly one is primary; goods in transit are at the one that is virtual (behaviour 2.11)."""

    name = models.CharField(max_length=200)
    is_primary = models.BooleanField(default=False)
    is_transit = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    negative_stock = models.CharField(max_length=5, blank=True)
    address = models.CharField(max_length=500, blank=True)
    phone = models.CharField(max_length=50, blank=True)
    email = models.EmailField(max_length=254, blank=True)
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
        ]
