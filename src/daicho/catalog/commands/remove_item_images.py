"""Fewer pictures of an item."""

from collections.abc import Collection

from daicho.catalog.commands._images import images_of, picture, set_order
from daicho.catalog.commands.locks import locked_item
from daicho.catalog.models import Item, ItemImage
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work


def remove_item_images(ctx: Ctx, *, item_id: int, image_ids: Collection[int]) -> None:
    """Remove pictures of an item; the next one becomes its first. Raises NotFound for one it does not have."""
    ctx.require("items.edit")
    with unit_of_work(ctx) as unit:
        locked_item(item_id)
        images = images_of(item_id)
        gone = [picture(images, image_id) for image_id in image_ids]
        ItemImage.objects.filter(id__in=[image.id for image in gone]).delete()
        set_order([image for image in images if image not in gone])
        Item.objects.filter(id=item_id).update(modified_at=ctx.now)
        unit.record("item", item_id, "updated", before={"images": len(gone)})
