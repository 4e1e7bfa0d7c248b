"""Which picture shows an item's back."""

from daicho.catalog.commands._images import images_of, picture
from daicho.catalog.commands.locks import locked_item
from daicho.catalog.models import Item, ItemImage
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work


def mark_back_image(ctx: Ctx, *, item_id: int, image_id: int) -> None:
    """Let one of an item's pictures show its back, and no other. Raises NotFound."""
    ctx.require("items.edit")
    with unit_of_work(ctx) as unit:
        locked_item(item_id)
        picture(images_of(item_id), image_id)
        ItemImage.objects.filter(item_id=item_id).update(is_back=False)
        ItemImage.objects.filter(id=image_id).update(is_back=True)
        Item.objects.filter(id=item_id).update(modified_at=ctx.now)
        unit.record("item", item_id, "updated", after={"image_id": image_id})
