"""Transfer orders: goods on their way from one location to another."""

from django.db import models
from django.db.models import F, Q

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class TransferOrder(TenantModel):
    """Goods that go from one location to another: `date` is when they leave, `received_on` when they arrive."""

    number = models.CharField(max_length=100)
    state = models.CharField(max_length=20)
    date = models.DateField()
    received_on = models.DateField(null=True)
    from_location = OrganizationForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+")
    to_location = OrganizationForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+")
    is_intransit_order = models.BooleanField(default=True)
    description = models.CharField(max_length=2000, blank=True)
    state_reason = models.CharField(max_length=500, blank=True)
    submitted_by_id = SnowflakeField(null=True)
    approved_by_id = SnowflakeField(null=True)
    created_by_id = SnowflakeField(null=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "number"], name="stock_transfer_number"),
            models.CheckConstraint(condition=~Q(from_location=F("to_location")), name="stock_transfer_moves"),
        ]
        indexes = [
            models.Index(fields=["organization_id", "date", "id"], name="stock_transfer_by_date"),
            models.Index(fields=["organization_id", "modified_at"], name="stock_transfer_modified"),
        ]


class TransferLine(TenantModel):
    """A line. Its four movements have identities of their own: `id` at the source, the others as they are named."""

    transfer = OrganizationForeignKey("stock.TransferOrder", on_delete=models.CASCADE, related_name="lines")
    position = models.SmallIntegerField()
    item = OrganizationForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255, blank=True)
    description = models.CharField(max_length=2000, blank=True)
    unit = models.CharField(max_length=50, blank=True)
    quantity_micro = models.BigIntegerField()
    into_transit_id = SnowflakeField()
    out_of_transit_id = SnowflakeField()
    arrival_id = SnowflakeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(quantity_micro__gt=0), name="stock_transfer_line_quantity")]
        indexes = [
            models.Index(fields=["organization_id", "transfer", "position"], name="stock_transfer_lines"),
            models.Index(fields=["organization_id", "item"], name="stock_transfer_items"),
        ]
