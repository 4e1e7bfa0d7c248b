"""Bills of vendors."""

from django.db import models
from django.db.models import Q

from daicho.documents.columns import (
    DocumentColumns,
    LineColumns,
    SettledColumns,
    header_indexes,
    header_rules,
    line_indexes,
    line_rules,
    settled_indexes,
    settled_rules,
)
from daicho.platform.db.fields import OrganizationForeignKey


class Bill(SettledColumns, DocumentColumns):
    """What we owe a vendor. The number is the vendor's own: once for each vendor. `due` is the day it is to be paid.

    `is_received`: the goods that no order names came with it. `credit_percentage` is the share of its tax that may be
    reclaimed: 100, less for vendors without a qualified invoice (japan.md ITC-02); kept with what was posted.
    """

    is_received = models.BooleanField(default=False)
    credit_percentage = models.SmallIntegerField(default=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "contact", "number"], name="purchase_bill_number_once"),
            *header_rules("purchase_bill")[1:],
            *settled_rules("purchase_bill"),
            models.CheckConstraint(
                condition=Q(credit_percentage__gte=0, credit_percentage__lte=100), name="purchase_bill_credit"
            ),
        ]
        indexes = [*header_indexes("purchase_bill"), *settled_indexes("purchase_bill")]


class BillLine(LineColumns):
    """A line of a bill; `source_line` is the line of the purchase order that it bills."""

    document = OrganizationForeignKey("purchases.Bill", on_delete=models.CASCADE, related_name="lines")
    source_line = OrganizationForeignKey(
        "purchases.PurchaseOrderLine", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = line_rules("purchase_bill_line")
        indexes = [
            *line_indexes("purchase_bill_line"),
            models.Index(fields=["organization_id", "source_line"], name="purchase_bill_line_by_source"),
        ]
