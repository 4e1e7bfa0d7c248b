"""The order of an item's pictures."""

from collections.abc import Mapping

from daicho.catalog.commands._images import images_of, picture, set_order
from daicho.catalog.commands.locks import locked_item
from daicho.catalog.models import Item
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work


def order_item_images(ctx: Ctx, *, item_id: int, order: Mapping[int, int]) -> None:
    """Order an item's pictures by the numbers given (image id → number); others keep their place after them.

    Raises NotFound for a picture the item does not have.
    """
    ctx.require("items.edit")
    with unit_of_work(ctx) as unit:
        locked_item(item_id)
        images = images_of(item_id)
        for image_id in order:
            picture(images, image_id)
        set_order(sorted(images, key=lambda image: (image.id not in order, order.get(image.id, 0))))
        Item.objects.filter(id=item_id).update(modified_at=ctx.now)
        unit.record("item", item_id, "updated")
