"""One journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.measure import Rate
from daicho.kernel.money import Money
from daicho.kernel.text import noop as _
from daicho.ledger.core.journal_tax import Direction, JournalTax, TaxShare, summed_taxes
from daicho.ledger.core.posting import Amount
from daicho.ledger.line_taxes import tax_shares
from daicho.ledger.models import ManualJournal, ManualJournalLine
from daicho.organizations.queries.base_currency import base_currency
from daicho.platform.custom_fields.references import record_names


@dataclass(frozen=True, slots=True)
class JournalLineView:
    """A line of a journal; signed amounts in minor units, debit positive, as entered: with tax in them or not.

    `tax_percentage_micro` is in 10^-6 per cent; `taxes` are those of the tax or group `tax_id`.
    """

    line_id: int
    account_id: int
    account_name: str
    account_code: str
    contact_id: int | None
    contact_name: str
    description: str
    amount: Amount
    tax_id: int | None
    tax_direction: Direction | None
    tax_name: str
    tax_percentage_micro: int
    taxes: tuple[TaxShare, ...]


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
    is_inclusive_tax: bool
    reversal_of_id: int | None
    reversal_of_number: str
    reversed_by_id: int | None
    reversed_by_number: str
    created_at: datetime
    modified_at: datetime
    lines: tuple[JournalLineView, ...]

    @property
    def line_total(self) -> Money:
        """The sum of the debit side as entered."""
        return Money(sum(max(line.amount.own, 0) for line in self.lines), self.total.currency)

    @property
    def taxes(self) -> list[JournalTax]:
        """The taxes of all lines by name and side, in the order of the lines."""
        return summed_taxes(line.taxes for line in self.lines)

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
        is_inclusive_tax=row.is_inclusive_tax,
        reversal_of_id=row.reversal_of_id,
        reversal_of_number=row.reversal_of.number if row.reversal_of else "",
        reversed_by_id=reversal[0],
        reversed_by_number=reversal[1],
        created_at=row.created_at,
        modified_at=row.modified_at,
        lines=_lines(ctx, row),
    )


def _lines(ctx: Ctx, journal: ManualJournal) -> tuple[JournalLineView, ...]:
    rows = ManualJournalLine.objects.filter(journal_id=journal.id).select_related("account").order_by("position")
    found = list(rows)
    contacts = sorted({row.contact_id for row in found if row.contact_id})
    names = record_names(ctx, entity="contact", record_ids=contacts)
    return tuple(_line(row, names, is_inclusive=journal.is_inclusive_tax) for row in found)


def _line(row: ManualJournalLine, names: Mapping[int, str], *, is_inclusive: bool) -> JournalLineView:
    amount = Amount(row.base_amount_minor, row.amount_minor)
    taxes = tax_shares(row.taxes)
    if is_inclusive:
        amount = sum((Amount(share.base, share.own) for share in taxes), amount)
    return JournalLineView(
        line_id=row.id,
        account_id=row.account_id,
        account_name=row.account.name,
        account_code=row.account.code,
        contact_id=row.contact_id,
        contact_name=names.get(row.contact_id or 0, ""),
        description=row.description,
        amount=amount,
        tax_id=row.tax_id,
        tax_direction=Direction(row.tax_direction) if row.tax_direction else None,
        tax_name=row.tax_name,
        tax_percentage_micro=row.tax_percentage_micro,
        taxes=taxes,
    )
