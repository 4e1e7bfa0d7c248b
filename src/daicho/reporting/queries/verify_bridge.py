"""Proof that the documents between physical and accounting stock are all that stands between them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from daicho.kernel.context import Ctx
from daicho.platform.verification import Mismatch
from daicho.reporting.core.months import Span
from daicho.reporting.queries._chains import moves_alone_after, open_chains
from daicho.reporting.queries.stock_sums import NOTHING, stock_sums
from daicho.stock.core.movement import Stock

_END = date(9999, 11, 30)


def verify_bridge(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield every item whose physical less accounting stock is not the sum of its open chains, now and at the end."""
    days = (ctx.today, _END)
    spans = [Span(None, day) for day in days]
    both = (stock_sums(ctx, spans=spans, stock=stock) for stock in (Stock.ACCOUNTING, Stock.PHYSICAL))
    for day, accounting, physical in zip(days, *both, strict=True):
        if day == ctx.today or moves_alone_after(ctx.today):
            gaps = _gaps(day)
        for item_id in sorted({*accounting, *physical, *gaps}):
            found = physical.get(item_id, NOTHING).quantity - accounting.get(item_id, NOTHING).quantity
            if found != gaps[item_id]:
                detail = f"physical less accounting {found}, documents {gaps[item_id]}"
                yield Mismatch("stock bridge", f"item {item_id}, {day}", detail)


def _gaps(day: date) -> Counter[int]:
    gaps: Counter[int] = Counter()
    for chain in open_chains(day):
        gaps[chain.item_id] += chain.difference
    return gaps
