"""Credit notes."""

from django.db import models

from daicho.documents.columns import (
    DocumentColumns,
    LineColumns,
    SettledColumns,
    SharedColumns,
    header_indexes,
    header_rules,
    line_indexes,
    line_rules,
    settled_indexes,
    settled_rules,
)
from daicho.platform.db.fields import OrganizationForeignKey


class CreditNote(SharedColumns, SettledColumns, DocumentColumns):
    """What a customer no longer owes. `applied_minor` is what invoices and refunds used of it."""

    salesperson = OrganizationForeignKey("documents.Choice", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [*header_rules("sales_credit"), *settled_rules("sales_credit")]
        indexes = [*header_indexes("sales_credit"), *settled_indexes("sales_credit")]


class CreditNoteLine(LineColumns):
    """A line of a credit note; `source_line` is the line of the invoice that it takes back.

    `is_credit_only`: its goods do not come back (None: they do). `return_line` is the line of the sales return by which
    they came.
    """

    document = OrganizationForeignKey("sales.CreditNote", on_delete=models.CASCADE, related_name="lines")
    source_line = OrganizationForeignKey("sales.InvoiceLine", null=True, on_delete=models.PROTECT, related_name="+")
    return_line = OrganizationForeignKey(
        "sales.SalesReturnLine", null=True, on_delete=models.PROTECT, related_name="credits"
    )
    is_credit_only = models.BooleanField(null=True)

    class Meta:
        constraints = line_rules("sales_credit_line")
        indexes = [
            *line_indexes("sales_credit_line"),
            models.Index(fields=["organization_id", "source_line"], name="sales_credit_line_by_source"),
            models.Index(fields=["organization_id", "return_line"], name="sales_credit_line_by_return"),
        ]
