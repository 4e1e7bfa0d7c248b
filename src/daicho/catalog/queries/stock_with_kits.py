"""How much there is of items, kits included."""

from collections.abc import Collection, Mapping

from daicho.catalog.core.kit import kit_stock
from daicho.catalog.core.uses import StockOfItem
from daicho.catalog.queries.kit_parts import kit_parts
from daicho.catalog.queries.stock_figures import stock_figures
from daicho.kernel.context import Ctx


def stock_with_kits(ctx: Ctx, *, item_ids: Collection[int], kits: Collection[int]) -> Mapping[int, StockOfItem]:
    """Return the stock of items; `kits`, those of them that are kits, have what their components make."""
    parts = kit_parts(ctx, item_ids=kits) if kits else {}
    components = {item_id for lines in parts.values() for item_id, _need in lines}
    stock = stock_figures(ctx, item_ids=set(item_ids) | components)
    made = {kit: kit_stock([(stock[item_id], need) for item_id, need in lines]) for kit, lines in parts.items()}
    return {**stock, **made}
