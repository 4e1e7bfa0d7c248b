"""Purchase receives: what arrived of a purchase order."""

from django.db import models
from django.db.models import Q

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class PurchaseReceive(TenantModel):
    """Goods of one purchase order that arrived on `date` at `location` (none: the primary one), or are on their way."""

    number = models.CharField(max_length=100)
    order = OrganizationForeignKey("purchases.PurchaseOrder", on_delete=models.PROTECT, related_name="receives")
    location = OrganizationForeignKey("stock.Location", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20)
    date = models.DateField()
    notes = models.TextField(blank=True)
    state_reason = models.CharField(max_length=500, blank=True)
    submitted_by_id = SnowflakeField(null=True)
    approved_by_id = SnowflakeField(null=True)
    created_by_id = SnowflakeField(null=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "number"], name="purchase_receive_number_once")
        ]
        indexes = [
            models.Index(fields=["organization_id", "date", "id"], name="purchase_receive_by_date"),
            models.Index(fields=["organization_id", "order"], name="purchase_receive_by_order"),
            models.Index(fields=["organization_id", "modified_at"], name="purchase_receive_modified"),
        ]


class PurchaseReceiveLine(TenantModel):
    """A line: what came of one line of the order. Its id is the identity of its movement of stock."""

    receive = OrganizationForeignKey("purchases.PurchaseReceive", on_delete=models.CASCADE, related_name="lines")
    order_line = OrganizationForeignKey("purchases.PurchaseOrderLine", on_delete=models.PROTECT, related_name="+")
    position = models.SmallIntegerField()
    item = OrganizationForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255, blank=True)
    description = models.CharField(max_length=2000, blank=True)
    unit = models.CharField(max_length=50, blank=True)
    quantity_micro = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(quantity_micro__gt=0), name="purchase_receive_line_quantity")]
        indexes = [
            models.Index(fields=["organization_id", "receive", "position"], name="purchase_receive_lines"),
            models.Index(fields=["organization_id", "order_line"], name="purchase_receive_of_line"),
            models.Index(fields=["organization_id", "item"], name="purchase_receive_items"),
        ]
