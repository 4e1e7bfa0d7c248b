"""Journals that people write, and what they write again and again."""

from django.db import models

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class ManualJournal(TenantModel):
    """A journal written by hand; only a published one is in the books. Totals are those of the debit side."""

    class State(models.TextChoices):
        """Whether it is in the books."""

        DRAFT = "draft"
        PUBLISHED = "published"

    number = models.CharField(max_length=100)
    date = models.DateField()
    reference = models.CharField(max_length=100, blank=True)
    notes = models.CharField(max_length=2000, blank=True)
    journal_type = models.CharField(max_length=10, default="both")
    currency_code = models.CharField(max_length=3)
    rate_micro = models.BigIntegerField()
    is_inclusive_tax = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State)
    total_minor = models.BigIntegerField()
    base_total_minor = models.BigIntegerField()
    reversal_of = OrganizationForeignKey(
        "ledger.ManualJournal", null=True, on_delete=models.PROTECT, related_name="reversals"
    )
    created_by_id = SnowflakeField(null=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "number"], name="ledger_journal_number"),
            models.UniqueConstraint(fields=["organization_id", "reversal_of"], name="ledger_journal_reversed_once"),
        ]
        indexes = [models.Index(fields=["organization_id", "date"], name="ledger_journal_date")]


class ManualJournalLine(TenantModel):
    """A line of a journal: signed amounts, debit positive, in the journal's currency and in the base currency.

    They are without tax, whatever was entered. `taxes` are the taxes that they bear (core.journal_tax); name and
    percentage (10^-6) are those of the tax or group when the line was written.
    """

    journal = OrganizationForeignKey(ManualJournal, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    account = OrganizationForeignKey("ledger.Account", on_delete=models.PROTECT, related_name="+")
    contact_id = SnowflakeField(null=True)
    description = models.CharField(max_length=500, blank=True)
    amount_minor = models.BigIntegerField()
    base_amount_minor = models.BigIntegerField()
    tax_id = SnowflakeField(null=True)
    tax_direction = models.CharField(max_length=8, blank=True)
    tax_name = models.CharField(max_length=100, blank=True)
    tax_percentage_micro = models.BigIntegerField(default=0)
    taxes = models.TextField(default="[]")

    class Meta:
        indexes = [
            models.Index(fields=["organization_id", "journal", "position"], name="ledger_journal_lines"),
            models.Index(fields=["organization_id", "contact_id"], name="ledger_journal_contact"),
        ]


class JournalTemplate(TenantModel):
    """A journal to be written again, by hand or (with `next_date`) by itself every so many days, weeks, months, years.

    `content` is what the journal says, as JSON (core.template). `end_date` is the last day on which it is written.
    """

    name = models.CharField(max_length=100)
    content = models.TextField()
    repeat_every = models.PositiveSmallIntegerField(default=0)
    repeat_unit = models.CharField(max_length=5, blank=True)
    start_date = models.DateField(null=True)
    next_date = models.DateField(null=True)
    end_date = models.DateField(null=True)
    is_draft = models.BooleanField(default=False)
    problem = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id", "name"], name="ledger_template_name")]
        indexes = [models.Index(fields=["organization_id", "next_date"], name="ledger_template_due")]
