"""Proof that what is open, document by document, is what the control accounts say of each contact."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import Min

from daicho.kernel.context import Ctx
from daicho.kernel.periods import add_months, end_of_month
from daicho.platform.verification import Mismatch
from daicho.reporting.core.months import Span
from daicho.reporting.queries._open_items import open_items
from daicho.reporting.queries._sides import PAYABLE, RECEIVABLE, Side, contact_balances

_MONTHS = 12
_END = date(9999, 11, 30)


def verify_open_items(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield every contact of whom the ageing says something else is open than the books.

    At the end of each of the last twelve months, today, and when all is over; but for days on which the books say
    nothing and no document is dated yet, as nothing can be open then.
    """
    ends = [end_of_month(add_months(ctx.today.replace(day=1), -number)) for number in range(1, _MONTHS + 1)]
    days = [*ends, ctx.today, _END]
    for side in (RECEIVABLE, PAYABLE):
        first = _first_day(side)
        found = contact_balances(ctx, side, [Span(None, day) for day in days], None)
        for day, balances in zip(days, found, strict=True):
            if balances or first <= day:
                yield from _differences(ctx, side, day, balances)


def _first_day(side: Side) -> date:
    """Return the day of the first document of a side, date.max without one."""
    firsts = [table.objects.aggregate(first=Min("date"))["first"] for table in (side.target_table, side.credit_table)]
    return min((first for first in firsts if first), default=date.max)


def _differences(ctx: Ctx, side: Side, day: date, balances: dict[int, int]) -> Iterator[Mismatch]:
    sums: Counter[int] = Counter()
    for item in open_items(ctx, side, day):
        sums[item.contact_id] += item.amount
    for contact_id in sorted(balances.keys() | sums.keys()):
        if sums[contact_id] != balances.get(contact_id, 0):
            record = f"{side.account_type}, contact {contact_id}, {day}"
            yield Mismatch("open items", record, f"documents {sums[contact_id]}, books {balances.get(contact_id, 0)}")
