"""Proof that the documents between physical and accounting stock are all that stands between them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from daicho.kernel.context import Ctx
from daicho.platform.verification import Mismatch
from daicho.reporting.core.months import Span
from daicho.reporting.queries._chains import open_chains
from daicho.reporting.queries.stock_sums import NOTHING, stock_sums
from daicho.stock.core.movement import Stock

_END = date(9999, 11, 30)


def verify_bridge(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield every item whose physical less accounting stock is not the sum of its open chains, now and at the end."""
    for day in (ctx.today, _END):
        accounting, physical = (
            stock_sums(ctx, spans=[Span(None, day)], stock=stock)[0] for stock in (Stock.ACCOUNTING, Stock.PHYSICAL)
        )
        gaps: Counter[int] = Counter()
        for chain in open_chains(day):
            gaps[chain.item_id] += chain.difference
        for item_id in sorted({*accounting, *physical, *gaps}):
            found = physical.get(item_id, NOTHING).quantity - accounting.get(item_id, NOTHING).quantity
            if found != gaps[item_id]:
                detail = f"physical less accounting {found}, documents {gaps[item_id]}"
                yield Mismatch("stock bridge", f"item {item_id}, {day}", detail)
