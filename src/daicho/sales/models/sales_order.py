"""Sales orders."""

from django.db import models
from django.db.models import F, Q

from daicho.documents.columns import (
    DocumentColumns,
    LineColumns,
    header_indexes,
    header_rules,
    line_indexes,
    line_rules,
)
from daicho.platform.db.fields import OrganizationForeignKey


class SalesOrder(DocumentColumns):
    """A customer's order. `due` is the expected day of shipment.

    The three marks ("", "partially_packed", "packed" and so on) and the quantities behind them follow from packages,
    shipments and invoices (`commands/_order_marks.py`), `sourcing` from purchase orders made for it; where there are
    both ways, it tells of goods that go straight to the customer (`commands/keep_sourced.py`).
    """

    salesperson = OrganizationForeignKey("documents.Choice", null=True, on_delete=models.PROTECT, related_name="+")
    estimate = OrganizationForeignKey("sales.Estimate", null=True, on_delete=models.PROTECT, related_name="+")
    invoiced_status = models.CharField(max_length=20, blank=True)
    packed_status = models.CharField(max_length=20, blank=True)
    shipped_status = models.CharField(max_length=20, blank=True)
    sourcing = models.CharField(max_length=20, blank=True)
    invoiced_micro = models.BigIntegerField(default=0)
    packed_micro = models.BigIntegerField(default=0)
    shipped_micro = models.BigIntegerField(default=0)

    class Meta:
        constraints = header_rules("sales_order")
        indexes = header_indexes("sales_order")


class SalesOrderLine(LineColumns):
    """A line of a sales order; `cancelled_micro` is the part of the quantity that the customer gets no more.

    `backordered_micro` was ordered from vendors for it, `dropped_micro` goes from them straight to the customer; of
    both so much was billed. They follow from purchase orders (`commands/keep_sourced.py`).
    """

    document = OrganizationForeignKey("sales.SalesOrder", on_delete=models.CASCADE, related_name="lines")
    cancelled_micro = models.BigIntegerField(default=0)
    backordered_micro = models.BigIntegerField(default=0)
    backorder_billed_micro = models.BigIntegerField(default=0)
    dropped_micro = models.BigIntegerField(default=0)
    drop_billed_micro = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            *line_rules("sales_line"),
            models.CheckConstraint(
                condition=Q(cancelled_micro__gte=0, cancelled_micro__lte=F("quantity_micro")),
                name="sales_line_cancelled",
            ),
        ]
        indexes = line_indexes("sales_line")
