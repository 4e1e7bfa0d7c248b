"""The opening stock of an item."""

from daicho.catalog.commands.update_item import update_item
from daicho.catalog.core.item import OpeningStockFields
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work


def set_opening_stock(ctx: Ctx, *, item_id: int, rows: list[OpeningStockFields]) -> None:
    """Replace the stock an item starts with. Raises NotFound, InvalidInput."""
    ctx.require("items.edit")
    with unit_of_work(ctx):
        update_item(ctx, item_id=item_id, fields={"opening_stock": rows})
