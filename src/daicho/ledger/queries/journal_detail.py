"""One journal."""

from dataclasses import dataclass
from datetime import date, datetime

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.measure import Rate
from daicho.kernel.money import Money
from daicho.kernel.text import noop as _
from daicho.ledger.core.posting import Amount
from daicho.ledger.models import ManualJournal, ManualJournalLine
from daicho.organizations.queries.base_currency import base_currency
from daicho.platform.custom_fields.references import record_names


@dataclass(frozen=True, slots=True)
class JournalLineView:
    """A line of a journal; signed amounts in minor units, debit positive."""

    line_id: int
    account_id: int
    account_name: str
    account_code: str
    contact_id: int | None
    contact_name: str
    description: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class JournalView:
    """A journal. Totals are those of the debit side; `reversed_by_*` name the journal that takes it back."""

    journal_id: int
    number: str
    day: date
    reference: str
    notes: str
    journal_type: str
    state: str
    rate: Rate
    total: Money
    base_total: Money
    reversal_of_id: int | None
    reversal_of_number: str
    reversed_by_id: int | None
    reversed_by_number: str
    created_at: datetime
    modified_at: datetime
    lines: tuple[JournalLineView, ...]

    @property
    def is_draft(self) -> bool:
        """Whether it is not in the books."""
        return self.state == ManualJournal.State.DRAFT


def journal_detail(ctx: Ctx, *, journal_id: int) -> JournalView:
    """Return a journal with its lines. Raises NotFound."""
    row = ManualJournal.objects.select_related("reversal_of").filter(id=journal_id).first()
    if row is None:
        raise NotFound(_("Journal does not exist."))
    reversal = ManualJournal.objects.filter(reversal_of_id=row.id).values_list("id", "number").first() or (None, "")
    return JournalView(
        journal_id=row.id,
        number=row.number,
        day=row.date,
        reference=row.reference,
        notes=row.notes,
        journal_type=row.journal_type,
        state=row.state,
        rate=Rate(row.rate_micro),
        total=Money(row.total_minor, row.currency_code),
        base_total=Money(row.base_total_minor, base_currency(ctx)),
        reversal_of_id=row.reversal_of_id,
        reversal_of_number=row.reversal_of.number if row.reversal_of else "",
        reversed_by_id=reversal[0],
        reversed_by_number=reversal[1],
        created_at=row.created_at,
        modified_at=row.modified_at,
        lines=_lines(ctx, journal_id),
    )


def _lines(ctx: Ctx, journal_id: int) -> tuple[JournalLineView, ...]:
    rows = ManualJournalLine.objects.filter(journal_id=journal_id).select_related("account").order_by("position")
    found = list(rows)
    contacts = sorted({row.contact_id for row in found if row.contact_id})
    names = record_names(ctx, entity="contact", record_ids=contacts)
    return tuple(
        JournalLineView(
            line_id=row.id,
            account_id=row.account_id,
            account_name=row.account.name,
            account_code=row.account.code,
            contact_id=row.contact_id,
            contact_name=names.get(row.contact_id or 0, ""),
            description=row.description,
            amount=Amount(row.base_amount_minor, row.amount_minor),
        )
        for row in found
    )
