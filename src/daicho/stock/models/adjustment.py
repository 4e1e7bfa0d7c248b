"""Inventory adjustments: what a count or a revaluation found."""

from django.db import models
from django.db.models import Q

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class AdjustmentReason(TenantModel):
    """Why stock is adjusted; a list that people extend."""

    name = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id", "name"], name="stock_reason_name")]


class Adjustment(TenantModel):
    """An inventory adjustment. `location` and `account` are what new lines begin with."""

    number = models.CharField(max_length=100)
    adjustment_type = models.CharField(max_length=10)
    state = models.CharField(max_length=20)
    date = models.DateField()
    reason = OrganizationForeignKey("stock.AdjustmentReason", on_delete=models.PROTECT, related_name="+")
    location = OrganizationForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+")
    account = OrganizationForeignKey("ledger.Account", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=100, blank=True)
    description = models.CharField(max_length=2000, blank=True)
    state_reason = models.CharField(max_length=500, blank=True)
    submitted_by_id = SnowflakeField(null=True)
    approved_by_id = SnowflakeField(null=True)
    created_by_id = SnowflakeField(null=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "number"], name="stock_adjustment_number"),
        ]
        indexes = [
            models.Index(fields=["organization_id", "date", "id"], name="stock_adjustment_by_date"),
            models.Index(fields=["organization_id", "modified_at"], name="stock_adjustment_modified"),
        ]


class AdjustmentLine(TenantModel):
    """A line: a signed quantity with what it costs (None: what costing finds), or a signed change of value.

    `id` is the identity of its stock movement and never changes.
    """

    adjustment = OrganizationForeignKey("stock.Adjustment", on_delete=models.CASCADE, related_name="lines")
    position = models.SmallIntegerField()
    item = OrganizationForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="+")
    location = OrganizationForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+")
    account = OrganizationForeignKey("ledger.Account", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255, blank=True)
    description = models.CharField(max_length=2000, blank=True)
    unit = models.CharField(max_length=50, blank=True)
    quantity_micro = models.BigIntegerField(default=0)
    rate_micro = models.BigIntegerField(null=True)
    value_minor = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(quantity_micro=0) | (Q(value_minor__isnull=False) & ~Q(value_minor=0)),
                name="stock_adjustment_line_moves",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "adjustment", "position"], name="stock_adjustment_lines"),
            models.Index(fields=["organization_id", "item"], name="stock_adjustment_items"),
        ]
