"""Invoices."""

from django.db import models
from django.db.models import F, Q

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


class Invoice(SharedColumns, SettledColumns, DocumentColumns):
    """What a customer owes. `due` is the day it is to be paid.

    `is_shipped`: its goods left with it, without an order and a shipment. `written_off_minor` is the part of what is
    applied that will never be paid, since `written_off_on`; `written_off_base_minor` the same in base currency. One
    with a `reference_invoice` is a debit note: it asks for more of what that invoice asked for. `payment_expected_on`
    is the day on which the customer said to pay. `reminders_sent` counts payment reminders by mail, the last one
    `last_reminded_on`.
    """

    salesperson = OrganizationForeignKey("documents.Choice", null=True, on_delete=models.PROTECT, related_name="+")
    estimate = OrganizationForeignKey("sales.Estimate", null=True, on_delete=models.PROTECT, related_name="+")
    is_shipped = models.BooleanField(default=False)
    written_off_minor = models.BigIntegerField(default=0)
    written_off_base_minor = models.BigIntegerField(default=0)
    written_off_on = models.DateField(null=True)
    reminds = models.BooleanField(default=True)
    reference_invoice = OrganizationForeignKey("sales.Invoice", null=True, on_delete=models.PROTECT, related_name="+")
    payment_expected_on = models.DateField(null=True)
    reminders_sent = models.PositiveIntegerField(default=0)
    last_reminded_on = models.DateField(null=True)

    class Meta:
        constraints = [
            *header_rules("sales_invoice"),
            *settled_rules("sales_invoice"),
            models.CheckConstraint(
                condition=Q(written_off_minor__gte=0, written_off_minor__lte=F("applied_minor")),
                name="sales_invoice_written_off",
            ),
        ]
        indexes = [*header_indexes("sales_invoice"), *settled_indexes("sales_invoice")]


class InvoiceLine(LineColumns):
    """A line of an invoice; `source_line` is the line of the sales order that it invoices."""

    document = OrganizationForeignKey("sales.Invoice", on_delete=models.CASCADE, related_name="lines")
    source_line = OrganizationForeignKey("sales.SalesOrderLine", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = line_rules("sales_invoice_line")
        indexes = [
            *line_indexes("sales_invoice_line"),
            models.Index(fields=["organization_id", "source_line"], name="sales_invoice_line_by_source"),
        ]
