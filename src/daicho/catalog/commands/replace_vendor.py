"""Items follow their preferred vendor into another contact."""

from daicho.catalog.models import Item
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work


def replace_vendor(ctx: Ctx, *, source_id: int, target_id: int) -> None:
    """Make contact `target_id` the preferred vendor of all items that name `source_id`; part of a merge of contacts."""
    ctx.require("contacts.edit")
    with unit_of_work(ctx) as unit:
        rows = Item.objects.filter(vendor_id=source_id)
        item_ids = list(rows.values_list("id", flat=True))
        rows.update(vendor_id=target_id, modified_at=ctx.now)
        for item_id in item_ids:
            unit.record("item", item_id, "updated", before={"vendor_id": source_id}, after={"vendor_id": target_id})
