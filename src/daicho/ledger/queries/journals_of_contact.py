"""Journals and opening balances of a contact."""

from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Case, F, Sum, When

from daicho.kernel.context import Ctx
from daicho.ledger.core.journal import WITH_CONTACT
from daicho.ledger.models import ManualJournal, ManualJournalLine, OpeningBalanceLine

LIMIT = 200
_OWED = Sum(
    Case(
        When(account__account_type="accounts_payable", then=-F("amount_minor")),
        default=F("amount_minor"),
        output_field=BigIntegerField(),
    )
)


@dataclass(frozen=True, slots=True)
class ContactJournal:
    """A record that names a contact in receivable or payable lines.

    `amount` is what they add to what is owed: receivable debits, payable credits.
    `number` is empty for the opening balances.
    """

    record_id: int
    number: str
    day: date
    state: str
    currency_code: str
    amount: int


def journals_of_contact(
    ctx: Ctx, *, contact_id: int, start: date | None = None, end: date | None = None
) -> list[ContactJournal]:
    """Return the journals of a contact from `start` to `end` (None: open), newest first; then its opening balance."""
    del ctx  # the organisation is in scope
    lines = ManualJournalLine.objects.filter(contact_id=contact_id, account__account_type__in=WITH_CONTACT)
    lines = lines.filter(journal__date__gte=start) if start else lines
    lines = lines.filter(journal__date__lte=end) if end else lines
    fields = ("journal_id", "journal__number", "journal__date", "journal__state", "journal__currency_code")
    rows = lines.values(*fields).annotate(amount=_OWED).order_by("-journal__date", "-journal_id")
    journals = [
        ContactJournal(journal_id, number, day, state, currency, int(amount))
        for journal_id, number, day, state, currency, amount in rows.values_list(*fields, "amount")[:LIMIT]
    ]
    return [*journals, *_opening(contact_id, start, end)]


def _opening(contact_id: int, start: date | None, end: date | None) -> list[ContactJournal]:
    fields = ("opening_id", "opening__date", "currency_code")
    rows = OpeningBalanceLine.objects.filter(contact_id=contact_id, account__account_type__in=WITH_CONTACT)
    sums = rows.values(*fields).annotate(amount=_OWED).order_by()
    return [
        ContactJournal(opening_id, "", day, ManualJournal.State.PUBLISHED, currency, int(amount))
        for opening_id, day, currency, amount in sums.values_list(*fields, "amount")
        if (start is None or day >= start) and (end is None or day <= end)
    ]
