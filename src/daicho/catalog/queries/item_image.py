"""The picture of an item."""

from daicho.catalog.models import Item, ItemImage
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.files import FileView, file_content


def item_image(ctx: Ctx, *, item_id: int, image_id: int | None = None) -> tuple[FileView, bytes]:
    """Return a picture of an item and its bytes, without `image_id` the first one. Raises NotFound."""
    if not Item.objects.filter(id=item_id).exists():
        raise NotFound(_("Item does not exist."))
    rows = ItemImage.objects.filter(item_id=item_id).order_by("is_back", "position", "id")
    row = (rows if image_id is None else rows.filter(id=image_id)).first()
    if row is None:
        raise NotFound(_("Image does not exist."))
    return file_content(ctx, file_id=row.file_id)
