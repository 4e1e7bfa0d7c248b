"""Proof that stock says what its movements say: costs, lots, states of the pools, sums, and the inventory accounts.

Pools are taken some hundred at a time, so neither the number of statements nor the memory grows with each item.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import F, Sum

from daicho.kernel.context import Ctx
from daicho.platform.verification import Mismatch
from daicho.stock.core.costing import Allocation, Outcome, Past, Pool, replay
from daicho.stock.core.movement import Movement, Stock
from daicho.stock.core.state import from_text, order_from, to_text
from daicho.stock.core.valuation import ValueSlot, value_difference, wanted_values
from daicho.stock.models import CostPool, LotUse, PoolCheckpoint, StockTotal, StockValue
from daicho.stock.queries.movements import movements_of_items

BATCH = 200
"""Pools that are looked at together."""
Sums = dict[tuple[int, date], list[int]]
"""(location, first of month) → accounting quantity, physical quantity, value."""
Row = TypeVar("Row", bound=tuple[Any, ...])


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of one pool: its state, values by slot, earlier states, lot uses, and its rows of sums."""

    tail: str
    counted: Sequence[Movement]
    posted: Mapping[ValueSlot, int]
    value_rows: Sequence[tuple[int, date, int]]
    checkpoints: Sequence[tuple[str, str]]
    uses: Sequence[Allocation]
    sums: Sums


def verify_stock(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield every value, lot use, pool and monthly sum that differs from a fresh costing of the movements."""
    last = 0
    while pools := list(
        CostPool.objects.filter(item_id__gt=last).order_by("item_id").values_list("item_id", "id", "tail")[:BATCH]
    ):
        for item_id, kept in _read(ctx, pools):
            yield from _costs(item_id, kept)
            yield from _totals(item_id, kept)
        last = pools[-1][0]


def _read(ctx: Ctx, pools: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, _Kept]]:
    """Yield (item id, what is kept of it) of the pools, from one statement for each table."""
    items = [item_id for item_id, _id, _tail in pools]
    counted = movements_of_items(ctx, item_ids=items)
    values = _grouped(_value_rows(items))
    sums = _grouped(_sum_rows(items))
    checkpoints = _grouped(
        PoolCheckpoint.objects.filter(pool_id__in=[id for _, id, _ in pools]).values_list("pool_id", "order", "state")
    )
    item_of = {movement.line_id: item_id for item_id, found in counted.items() for movement in found}
    uses: dict[int, list[Allocation]] = defaultdict(list)
    for use in _uses(items):
        uses[item_of.get(use.outflow, 0)].append(use)
    for item_id, pool_id, tail in pools:
        rows = values[item_id]
        posted: dict[ValueSlot, int] = defaultdict(int)
        for line_id, cause_id, day, location_id, inventory_id, contra_id, _posted_on, value in rows:
            posted[ValueSlot(line_id, cause_id, day, item_id, location_id, inventory_id, contra_id)] += value
        yield (
            item_id,
            _Kept(
                tail,
                counted.get(item_id, []),
                posted,
                [(row[3], row[6], row[7]) for row in rows],
                checkpoints[pool_id],
                uses[item_id],
                {(location_id, month): list(amounts) for location_id, month, *amounts in sums[item_id]},
            ),
        )


def _grouped(rows: Iterable[Row]) -> dict[int, list[tuple[Any, ...]]]:
    """Return the rows by their first column, without it."""
    grouped: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        grouped[row[0]].append(row[1:])
    return grouped
