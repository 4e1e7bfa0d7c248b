"""Closing statements and what they said, line by line."""

from django.db import models
from django.db.models import F

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class ClosingStatement(TenantModel):
    """What a customer was asked for when a period was closed. Amounts are in minor units of `currency_code`.

    `taxes` holds the supplies of the period per tax (`documents.tax_rows`), of which some may be taxed by none;
    `billing_address` is the address of that day.
    `tax_unit` "statement": it is the qualified invoice, its tax rounded by `tax_rounding` once for each rate.
    """

    number = models.CharField(max_length=100)
    contact = OrganizationForeignKey("contacts.Contact", on_delete=models.PROTECT, related_name="+")
    start = models.DateField()
    closing_date = models.DateField()
    due = models.DateField()
    state = models.CharField(max_length=10, default="closed")
    currency_code = models.CharField(max_length=3)
    previous_minor = models.BigIntegerField()
    received_minor = models.BigIntegerField()
    adjusted_minor = models.BigIntegerField()
    purchased_minor = models.BigIntegerField()
    due_minor = models.BigIntegerField()
    taxes = models.TextField()
    tax_unit = models.CharField(max_length=10, blank=True)
    tax_rounding = models.CharField(max_length=10)
    is_inclusive_tax = models.BooleanField()
    payment_terms_label = models.CharField(max_length=100, blank=True)
    billing_address = models.JSONField(default=dict)
    is_emailed = models.BooleanField(default=False)
    created_by_id = SnowflakeField(null=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "number"], name="closings_number_once"),
            models.CheckConstraint(
                condition=models.Q(
                    due_minor=F("previous_minor") - F("received_minor") + F("adjusted_minor") + F("purchased_minor")
                ),
                name="closings_adds_up",
            ),
            models.CheckConstraint(condition=models.Q(start__lte=F("closing_date")), name="closings_period"),
        ]
        indexes = [
            models.Index(fields=["organization_id", "closing_date", "id"], name="closings_by_day"),
            models.Index(fields=["organization_id", "contact", "closing_date"], name="closings_by_contact"),
        ]


class ClosingStatementLine(TenantModel):
    """What a statement said of one source of the balance (`core.statement.StatementLine`); never changed.

    `taxes` are JSON rows [tax, percentage, taxable, tax amount]. `is_difference`: the document was made by the closing.
    """

    statement = OrganizationForeignKey(ClosingStatement, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    source_kind = models.CharField(max_length=40)
    source_id = SnowflakeField()
    number = models.CharField(max_length=100, blank=True)
    day = models.DateField()
    section = models.CharField(max_length=10)
    amount_minor = models.BigIntegerField()
    taxes = models.TextField(blank=True)
    is_carried = models.BooleanField(default=False)
    note = models.CharField(max_length=10, blank=True)
    is_difference = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["organization_id", "statement", "position"], name="closings_line_by_statement"),
            models.Index(fields=["organization_id", "source_id", "source_kind"], name="closings_line_by_source"),
        ]
