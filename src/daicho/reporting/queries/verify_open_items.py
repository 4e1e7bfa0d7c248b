"""Proof that what is open, document by document, is what the control accounts say of each contact."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models import Min

from daicho.kernel.context import Ctx
from daicho.kernel.periods import add_months, end_of_month
from daicho.platform.verification import Mismatch
from daicho.reporting.core.months import Span
from daicho.reporting.queries._open_items import open_documents, other_sums, sums_by_contact
from daicho.reporting.queries._sides import PAYABLE, RECEIVABLE, Side, balances_at_month_ends, contact_balances

_MONTHS = 12
_END = date(9999, 11, 30)
"""The end of a month, as those before today."""


def verify_open_items(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield every contact of whom the ageing says something else is open than the books.

    At the end of each of the last twelve months, today, and when all is over. No document is asked for on days before
    the first; where documents alone are not what the books say, other sources are added up once for all days.
    """
    ends = [end_of_month(add_months(ctx.today.replace(day=1), -number)) for number in range(_MONTHS, 0, -1)]
    days = [*ends, ctx.today, _END]
    for side in (RECEIVABLE, PAYABLE):
        first = _first_day(side)
        books: list[Mapping[int, int]] = [*balances_at_month_ends(side, [*ends, _END])]
        books[-1:-1] = contact_balances(ctx, side, [Span(None, ctx.today)], None)
        documents = [sums_by_contact(open_documents(side, day) if first <= day else ()) for day in days]
        if any(_differences(*pair) for pair in zip(books, documents, strict=True)):
            for said, others in zip(documents, other_sums(side, days), strict=True):
                said.update(others)
        for day, kept, said in zip(days, books, documents, strict=True):
            for contact_id, (wanted, found) in _differences(kept, said).items():
                record = f"{side.account_type}, contact {contact_id}, {day}"
                yield Mismatch("open items", record, f"documents {found}, books {wanted}")


def _first_day(side: Side) -> date:
    """Return the day of the first document of a side, date.max without one."""
    firsts = [table.objects.aggregate(first=Min("date"))["first"] for table in (side.target_table, side.credit_table)]
    return min((first for first in firsts if first), default=date.max)


def _differences(books: Mapping[int, int], said: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """Return contact → (what the books hold, what is said) where they differ."""
    pairs = {key: (books.get(key, 0), said.get(key, 0)) for key in sorted({*books, *said})}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}
