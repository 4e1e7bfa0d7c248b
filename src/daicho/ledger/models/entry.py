"""Journal entries and their lines: append-only, balanced."""

from django.db import models

from daicho.platform.db.balanced import BalancedEntry
from daicho.platform.db.constraints import AppendOnly
from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class JournalEntry(TenantModel):
    """What was appended to the books at one moment, for one day and one source.

    `part` tells a document's own lines from cost lines that stock derives from it. `cause_*` names the document that
    made a difference necessary where that is not the source itself. `line_count` is the number of its lines.
    """

    day = models.DateField()
    recorded_at = models.DateTimeField()
    part = models.CharField(max_length=10)
    source_kind = models.CharField(max_length=40)
    source_id = SnowflakeField()
    source_number = models.CharField(max_length=100)
    cause_kind = models.CharField(max_length=40, blank=True)
    cause_id = SnowflakeField(null=True)
    wanted_day = models.DateField()
    line_count = models.PositiveIntegerField()

    class Meta:
        constraints = [AppendOnly(name="ledger_entry_is_append_only")]
        indexes = [
            models.Index(fields=["organization_id", "source_id", "source_kind"], name="ledger_entry_source"),
        ]


class JournalLine(TenantModel):
    """One line: signed amounts, debit positive, in base currency and in the document's currency."""

    entry = OrganizationForeignKey(JournalEntry, on_delete=models.DO_NOTHING, related_name="lines")
    day = models.DateField()
    recorded_at = models.DateTimeField()
    account = OrganizationForeignKey("ledger.Account", on_delete=models.DO_NOTHING, related_name="+")
    contact_id = SnowflakeField(default=0)
    item_id = SnowflakeField(default=0)
    location_id = SnowflakeField(default=0)
    amount_minor = models.BigIntegerField()
    currency_code = models.CharField(max_length=3)
    currency_amount_minor = models.BigIntegerField()

    class Meta:
        constraints = [
            BalancedEntry(name="ledger_entry_balances", entries="ledger_journalentry"),
            AppendOnly(name="ledger_line_is_append_only"),
        ]
        indexes = [
            models.Index(fields=["organization_id", "account", "day"], name="ledger_line_account_day"),
            models.Index(fields=["organization_id", "entry"], name="ledger_line_entry"),
        ]


class AccountBalance(TenantModel):
    """Sums of the lines of one account (and contact, for receivable and payable) in one month. Derived: see rebuild."""

    account = OrganizationForeignKey("ledger.Account", on_delete=models.DO_NOTHING, related_name="+")
    contact_id = SnowflakeField(default=0)
    month = models.DateField()
    debit_minor = models.BigIntegerField(default=0)
    credit_minor = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "account", "contact_id", "month"], name="ledger_balance_once"
            )
        ]


class TransactionLock(TenantModel):
    """A lock of a module group (or all) up to a day, with who may pass and which days are open again."""

    scope = models.PositiveSmallIntegerField()
    until = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    opened_from = models.DateField(null=True)
    opened_to = models.DateField(null=True)
    opened_reason = models.CharField(max_length=500, blank=True)
    exempt_user_ids = models.CharField(max_length=1000, blank=True)
    locked_by = SnowflakeField(null=True)
    locked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id", "scope"], name="ledger_lock_once")]
