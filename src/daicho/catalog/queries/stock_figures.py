"""How much of items there is."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from daicho.catalog.core.uses import LocationStock, StockOfItem
from daicho.catalog.queries._uses import item_uses
from daicho.kernel.context import Ctx


def stock_figures(ctx: Ctx, *, item_ids: Collection[int]) -> Mapping[int, StockOfItem]:
    """Return for each item the sum of what all packages above say, over all and by location.

    Nothing said is nothing there.

    The one place where an item's stock comes from.
    """
    found = {item_id: StockOfItem() for item_id in item_ids}
    for use in item_uses():
        for item_id, stock in use.stock(ctx, item_ids).items():
            known = found[item_id]
            found[item_id] = StockOfItem(
                known.figures + stock.figures,
                _added(known.locations, stock.locations),
                known.value + stock.value,
            )
    return found


def _added(known: Iterable[LocationStock], more: Iterable[LocationStock]) -> tuple[LocationStock, ...]:
    rows = {row.location_id: row for row in known}
    for row in more:
        before = rows.get(row.location_id)
        rows[row.location_id] = replace(row, figures=before.figures + row.figures) if before else row
    return tuple(rows.values())
