"""Pictures of items."""

from daicho.catalog.models import ItemImage
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _

LIMIT = 15
"""Pictures an item may have, the one of its back included."""


def images_of(item_id: int) -> list[ItemImage]:
    """Return an item's pictures in their order."""
    return list(ItemImage.objects.filter(item_id=item_id).order_by("position", "id"))


def set_order(images: list[ItemImage]) -> None:
    """Number these pictures by their order."""
    for position, image in enumerate(images):
        image.position = position
    ItemImage.objects.bulk_update(images, ["position"])


def picture(images: list[ItemImage], image_id: int) -> ItemImage:
    """Return one of an item's pictures. Raises NotFound."""
    found = next((image for image in images if image.id == image_id), None)
    if found is None:
        raise NotFound(_("Image does not exist."))
    return found
