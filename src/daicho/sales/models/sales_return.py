"""Sales returns: goods that customers send back, and what arrived of them."""

from django.db import models
from django.db.models import Q

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class SalesReturn(TenantModel):
    """What a customer gives back of an order or of an invoice.

    `order` is the order whose goods come back, `invoice` the invoice from which the return was made, if any; one of
    both is there. Goods without a location of their own come to `location` (none: the primary one).
    """

    number = models.CharField(max_length=100)
    contact = OrganizationForeignKey("contacts.Contact", on_delete=models.PROTECT, related_name="+")
    order = OrganizationForeignKey("sales.SalesOrder", null=True, on_delete=models.PROTECT, related_name="returns")
    invoice = OrganizationForeignKey("sales.Invoice", null=True, on_delete=models.PROTECT, related_name="returns")
    location = OrganizationForeignKey("stock.Location", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20)
    date = models.DateField()
    reason = models.TextField(blank=True)
    created_by_id = SnowflakeField(null=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "number"], name="sales_return_number_once"),
            models.CheckConstraint(
                condition=Q(order__isnull=False) | Q(invoice__isnull=False), name="sales_return_has_source"
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "date", "id"], name="sales_return_by_date"),
            models.Index(fields=["organization_id", "contact"], name="sales_return_by_contact"),
            models.Index(fields=["organization_id", "order"], name="sales_return_by_order"),
            models.Index(fields=["organization_id", "invoice"], name="sales_return_by_invoice"),
            models.Index(fields=["organization_id", "modified_at"], name="sales_return_modified"),
        ]


class SalesReturnLine(TenantModel):
    """What comes back of one line of an order, or of an invoice without an order.

    `quantity_micro` is to be received; `credit_only_micro` is credited, but its goods stay away (10^-6).
    """

    sales_return = OrganizationForeignKey("sales.SalesReturn", on_delete=models.CASCADE, related_name="lines")
    order_line = OrganizationForeignKey("sales.SalesOrderLine", null=True, on_delete=models.PROTECT, related_name="+")
    invoice_line = OrganizationForeignKey("sales.InvoiceLine", null=True, on_delete=models.PROTECT, related_name="+")
    location = OrganizationForeignKey("stock.Location", null=True, on_delete=models.PROTECT, related_name="+")
    position = models.SmallIntegerField()
    item = OrganizationForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255, blank=True)
    description = models.CharField(max_length=2000, blank=True)
    unit = models.CharField(max_length=50, blank=True)
    quantity_micro = models.BigIntegerField()
    credit_only_micro = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity_micro__gte=0, credit_only_micro__gte=0)
                & (Q(quantity_micro__gt=0) | Q(credit_only_micro__gt=0)),
                name="sales_return_line_quantity",
            ),
            models.CheckConstraint(
                condition=Q(order_line__isnull=False, invoice_line__isnull=True)
                | Q(order_line__isnull=True, invoice_line__isnull=False),
                name="sales_return_line_source",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "sales_return", "position"], name="sales_return_lines"),
            models.Index(fields=["organization_id", "order_line"], name="sales_return_of_order_line"),
            models.Index(fields=["organization_id", "invoice_line"], name="sales_return_of_invoice_line"),
            models.Index(fields=["organization_id", "item"], name="sales_return_items"),
        ]


class SalesReturnReceive(TenantModel):
    """Goods of a return that arrived on `date`: they are in the physical stock again."""

    number = models.CharField(max_length=100)
    sales_return = OrganizationForeignKey("sales.SalesReturn", on_delete=models.PROTECT, related_name="receives")
    date = models.DateField()
    notes = models.TextField(blank=True)
    created_by_id = SnowflakeField(null=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id", "number"], name="return_receive_number_once")]
        indexes = [models.Index(fields=["organization_id", "sales_return"], name="return_receive_by_return")]


class SalesReturnReceiveLine(TenantModel):
    """What arrived of one line of the return, and where. Its id is the identity of its movement of stock."""

    receive = OrganizationForeignKey("sales.SalesReturnReceive", on_delete=models.CASCADE, related_name="lines")
    return_line = OrganizationForeignKey("sales.SalesReturnLine", on_delete=models.PROTECT, related_name="receives")
    location = OrganizationForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+")
    position = models.SmallIntegerField()
    quantity_micro = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(quantity_micro__gt=0), name="return_receive_line_quantity")]
        indexes = [
            models.Index(fields=["organization_id", "receive", "position"], name="return_receive_lines"),
            models.Index(fields=["organization_id", "return_line"], name="return_receive_of_line"),
        ]
