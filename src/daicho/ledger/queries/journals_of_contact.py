"""Journals and opening balances of a contact."""

from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Case, CharField, F, Sum, Value, When

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
    """Return the journals of a contact and its opening balances, from `start` to `end` (None: open), newest first.

    One statement. Without an end only the newest `LIMIT`; a statement of account adds up all there is until its end.
    """
    del ctx  # the organisation is in scope
    lines = ManualJournalLine.objects.filter(contact_id=contact_id, account__account_type__in=WITH_CONTACT)
    openings = OpeningBalanceLine.objects.filter(contact_id=contact_id, account__account_type__in=WITH_CONTACT)
    if start:
        lines, openings = lines.filter(journal__date__gte=start), openings.filter(opening__date__gte=start)
    if end:
        lines, openings = lines.filter(journal__date__lte=end), openings.filter(opening__date__lte=end)
    fields = ("journal_id", "journal__number", "journal__date", "journal__state", "journal__currency_code")
    journals = lines.values(*fields).annotate(amount=_OWED).order_by().values_list(*fields, "amount")
    opened = ("opening_id", "number", "opening__date", "state", "currency_code")
    published = Value(ManualJournal.State.PUBLISHED.value, output_field=CharField())
    named = openings.annotate(number=Value("", output_field=CharField()), state=published)
    sums = named.values(*opened).annotate(amount=_OWED).order_by().values_list(*opened, "amount")
    rows = journals.union(sums, all=True).order_by("-journal__date", "-journal_id")[: None if end else LIMIT]
    return [
        ContactJournal(record_id, number, day, state, currency, int(amount))
        for record_id, number, day, state, currency, amount in rows
    ]
