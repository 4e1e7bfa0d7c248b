"""Landed cost: what of a bill's line went to the value of goods."""

from django.db import models

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class LandedCost(TenantModel):
    """The cost of `source_line`, or a part of it, that went to goods of `bill`.

    `method` is one of core.landed_cost.METHODS.
    """

    bill = OrganizationForeignKey("purchases.Bill", on_delete=models.PROTECT, related_name="landed_costs")
    source_line = OrganizationForeignKey("purchases.BillLine", on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=10)
    description = models.CharField(max_length=2000, blank=True)
    created_by_id = SnowflakeField(null=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["organization_id", "bill"], name="landed_cost_of_bill"),
            models.Index(fields=["organization_id", "source_line"], name="landed_cost_of_line"),
        ]


class LandedCostPart(TenantModel):
    """What one lot got; its id is the identity of the movement. `amount_minor` is in the source bill's currency."""

    landed_cost = OrganizationForeignKey("purchases.LandedCost", on_delete=models.CASCADE, related_name="parts")
    line = OrganizationForeignKey("purchases.BillLine", on_delete=models.PROTECT, related_name="+")
    amount_minor = models.BigIntegerField()
    base_amount_minor = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "landed_cost", "line"], name="landed_cost_part_once"),
            models.CheckConstraint(condition=models.Q(amount_minor__gte=0), name="landed_cost_part_sign"),
        ]
        indexes = [models.Index(fields=["organization_id", "line"], name="landed_cost_part_of_line")]
