"""Retainer invoices."""

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


class RetainerInvoice(SharedColumns, SettledColumns, DocumentColumns):
    """What a customer is asked to pay in advance; `applied_minor` is what was paid of it.

    `drawn_status` tells how much of what was paid is used: "", "partially_drawn", "drawn". `payment_expected_on` is the
    day on which the customer said to pay.
    """

    drawn_status = models.CharField(max_length=20, blank=True)
    payment_expected_on = models.DateField(null=True)

    class Meta:
        constraints = [*header_rules("sales_retainer"), *settled_rules("sales_retainer")]
        indexes = [*header_indexes("sales_retainer"), *settled_indexes("sales_retainer")]


class RetainerInvoiceLine(LineColumns):
    """A line of a retainer invoice: words and an amount."""

    document = OrganizationForeignKey("sales.RetainerInvoice", on_delete=models.CASCADE, related_name="lines")

    class Meta:
        constraints = line_rules("sales_retainer")
        indexes = line_indexes("sales_retainer")
