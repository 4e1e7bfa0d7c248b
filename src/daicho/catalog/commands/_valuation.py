"""How an item's stock is valued: said here, carried out by the stock engine above (core/uses.py ItemUse.valuation)."""

from daicho.catalog.queries._uses import item_uses
from daicho.kernel.context import Ctx


def follow_valuation(ctx: Ctx, item_id: int, method: str) -> None:
    """Tell the packages above that the item is valued by `method` now."""
    for use in item_uses():
        use.valuation(ctx, item_id=item_id, method=method)
