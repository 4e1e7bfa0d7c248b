"""Removing one item."""

from daicho.catalog.commands.delete_items import delete_items
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work


def delete_item(ctx: Ctx, *, item_id: int) -> None:
    """Delete an item. Raises NotFound, RuleBroken 36 (see `delete_items`)."""
    ctx.require("items.delete")
    with unit_of_work(ctx):
        delete_items(ctx, item_ids=[item_id])
