"""How much of items there is."""

from collections.abc import Collection, Mapping

from daicho.catalog.core.uses import StockOfItem
from daicho.catalog.queries._uses import item_uses
from daicho.kernel.context import Ctx


def stock_figures(ctx: Ctx, *, item_ids: Collection[int]) -> Mapping[int, StockOfItem]:
    """Return for each item the sum of what all packages above say; nothing said is nothing there.

    The one place where an item's stock comes from.
    """
    found = {item_id: StockOfItem() for item_id in item_ids}
    for use in item_uses():
        for item_id, stock in use.stock(ctx, item_ids).items():
            known = found[item_id]
            found[item_id] = StockOfItem(known.figures + stock.figures, (*known.locations, *stock.locations))
    return found
