"""Items to be ordered again."""

from daicho.catalog.core.uses import StockOfItem
from daicho.catalog.models import Item
from daicho.catalog.queries.stock_figures import stock_figures
from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile

_AT_ONCE = 10_000
"""Ids in one statement: a database takes no more than some ten thousands."""


def low_stock(ctx: Ctx) -> list[int]:
    """Return the active tracked items whose stock available for sale is at or below their reorder point.

    The available stock of the organisation's stock mode counts, over all locations (behaviour.md 2.10).
    """
    rows = Item.objects.filter(item_type="inventory", is_active=True, reorder_level_micro__isnull=False)
    levels = dict(rows.values_list("id", "reorder_level_micro"))
    ids = list(levels)
    stock: dict[int, StockOfItem] = {}
    for start in range(0, len(ids), _AT_ONCE):
        stock |= stock_figures(ctx, item_ids=ids[start : start + _AT_ONCE])
    physical = organization_profile(ctx).stock_mode == "physical"
    available = {
        item_id: found.figures.physical_available_for_sale if physical else found.figures.available_for_sale
        for item_id, found in stock.items()
    }
    return [item_id for item_id, level in levels.items() if level is not None and available[item_id] <= level]
