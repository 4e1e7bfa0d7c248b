"""The picture that stands for an item."""

from collections.abc import Collection

from daicho.catalog.models import ItemImage
from daicho.catalog.queries._item_views import ImageOfItem
from daicho.kernel.context import Ctx


def first_images(ctx: Ctx, *, item_ids: Collection[int]) -> dict[int, ImageOfItem]:
    """Return item id → its first picture, for those of these items that have one. One query."""
    del ctx  # the organisation is in scope
    if not item_ids:
        return {}
    rows = ItemImage.objects.filter(item_id__in=item_ids, is_back=False).select_related("file")
    return {
        row.item_id: ImageOfItem(row.id, row.file_id, row.file.name, row.file.content_type, is_back=False)
        for row in rows.order_by("-position", "-id")
    }
