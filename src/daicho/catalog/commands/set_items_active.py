"""Taking items out of use, or back into it."""

from collections.abc import Collection

from daicho.catalog.commands.locks import locked_items
from daicho.catalog.models import Item
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work


def set_items_active(ctx: Ctx, *, item_ids: Collection[int], active: bool) -> None:
    """Offer these items to new lines, or no longer; all or none. Raises NotFound."""
    ctx.require("items.edit")
    with unit_of_work(ctx) as unit:
        changed = [item.id for item in locked_items(item_ids) if item.is_active != active]
        Item.objects.filter(id__in=changed).update(is_active=active, modified_at=ctx.now)
        action = "activated" if active else "deactivated"
        for item_id in changed:
            unit.record("item", item_id, action, before={"is_active": not active}, after={"is_active": active})
