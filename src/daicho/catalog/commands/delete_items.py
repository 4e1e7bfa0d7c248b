"""Removing items that nothing refers to."""

from collections.abc import Collection

from daicho.catalog.commands.locks import locked_items
from daicho.catalog.models import Item, ItemImage, OpeningStock, RecipeLine
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.attachments import drop_attachments
from daicho.platform.comments import drop_comments
from daicho.platform.custom_fields import drop_custom_values
from daicho.platform.usage import in_use
from daicho.platform.work import unit_of_work


def delete_items(ctx: Ctx, *, item_ids: Collection[int]) -> None:
    """Delete these items; all or none.

    Refused (RuleBroken 36) while a document or a recipe names one: it can be made inactive. Raises NotFound.
    """
    ctx.require("items.delete")
    with unit_of_work(ctx) as unit:
        items = locked_items(item_ids)
        used = in_use(ctx, entity="item", ids=item_ids)
        names = [item.name for item in items if item.id in used]
        if names:
            raise RuleBroken(
                36,
                _("'%(name)s' is in use and cannot be deleted. Mark it as inactive instead."),
                {"name": ", ".join(names[:5])},
            )
        OpeningStock.objects.filter(item_id__in=item_ids).delete()
        ItemImage.objects.filter(item_id__in=item_ids).delete()
        RecipeLine.objects.filter(composite_id__in=item_ids).delete()
        for item in items:
            drop_custom_values(ctx, entity="item", entity_id=item.id)
            drop_comments(ctx, entity="item", entity_id=item.id)
            drop_attachments(ctx, entity="item", entity_id=item.id)
            unit.record("item", item.id, "deleted", before={"name": item.name, "sku": item.sku})
        Item.objects.filter(id__in=item_ids).delete()
