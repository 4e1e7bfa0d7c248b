"""The picture of an item."""

from daicho.catalog.commands._images import images_of
from daicho.catalog.commands.add_item_images import add_item_images
from daicho.catalog.models import ItemImage
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work


def set_item_image(ctx: Ctx, *, item_id: int, name: str, content: bytes) -> int:
    """Make a picture the item's first one, in place of the one before, and return its id.

    Raises NotFound, InvalidInput for what is no picture.
    """
    ctx.require("items.edit")
    with unit_of_work(ctx):
        before = [image.id for image in images_of(item_id) if not image.is_back][:1]
        ItemImage.objects.filter(id__in=before).delete()
        return add_item_images(ctx, item_id=item_id, files=[(name, content)], first=True)[0]
