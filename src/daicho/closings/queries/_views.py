"""Closing statements as pages, papers and the API show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from daicho.closings.core.statement import StatementLine
from daicho.closings.models import ClosingStatement
from daicho.documents.tax_rows import TaxRow, tax_rows
from daicho.kernel.money import Money


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement; `untaxed` is what of the purchases no tax is on. `lines` are those of the period."""

    statement_id: int
    number: str
    contact_id: int
    contact_name: str
    start: date
    closing_date: date
    due: date
    state: str
    currency_code: str
    previous: Money
    received: Money
    adjusted: Money
    carried: Money
    purchased: Money
    amount_due: Money
    untaxed: Money
    taxes: Sequence[TaxRow]
    is_qualified: bool
    is_inclusive_tax: bool
    tax_rounding: str
    payment_terms_label: str
    billing_address: Mapping[str, object]
    is_emailed: bool
    created_at: datetime
    modified_at: datetime
    lines: Sequence[StatementLine] = ()

    @property
    def is_closed(self) -> bool:
        """Whether it counts."""
        return self.state == "closed"


def view_of(row: ClosingStatement, lines: Sequence[StatementLine] = ()) -> StatementView:
    """Return the statement as it is shown."""

    def money(minor: int) -> Money:
        return Money(minor, row.currency_code)

    taxes = tax_rows(row.taxes)
    return StatementView(
        statement_id=row.id,
        contact_name=row.contact.name,
        previous=money(row.previous_minor),
        received=money(row.received_minor),
        adjusted=money(row.adjusted_minor),
        carried=money(row.due_minor - row.purchased_minor),
        purchased=money(row.purchased_minor),
        amount_due=money(row.due_minor),
        untaxed=money(row.purchased_minor - sum(tax.taxable + tax.tax for tax in taxes)),
        taxes=taxes,
        is_qualified=row.tax_unit == "statement",
        lines=lines,
        **{name: getattr(row, name) for name in _SAME},
    )


_SAME = (
    "number", "contact_id", "start", "closing_date", "due", "state", "currency_code", "is_inclusive_tax",
    "tax_rounding", "payment_terms_label", "billing_address", "is_emailed", "created_at", "modified_at",
)  # fmt: skip
