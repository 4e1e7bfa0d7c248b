"""Taking items out of their groups."""

from collections.abc import Collection

from daicho.catalog.commands.locks import locked_items
from daicho.catalog.models import Item
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work

_NO_OPTIONS = {"attribute_option_name1": "", "attribute_option_name2": "", "attribute_option_name3": ""}


def ungroup_items(ctx: Ctx, *, item_ids: Collection[int]) -> None:
    """Take these items out of their groups; they stay as items of their own. Raises NotFound."""
    ctx.require("items.edit")
    with unit_of_work(ctx) as unit:
        grouped = {item.id: item.group_id for item in locked_items(item_ids) if item.group_id}
        Item.objects.filter(id__in=list(grouped)).update(group_id=None, **_NO_OPTIONS, modified_at=ctx.now)
        for item_id, group_id in grouped.items():
            unit.record("item", item_id, "updated", before={"group_id": group_id}, after={"group_id": None})
