"""Operations on the pictures of an item."""

from typing import Any

from daicho.catalog.api.schemas import ImageOrderInput
from daicho.catalog.commands.add_item_images import add_item_images
from daicho.catalog.commands.mark_back_image import mark_back_image
from daicho.catalog.commands.order_item_images import order_item_images
from daicho.catalog.commands.remove_item_images import remove_item_images
from daicho.catalog.commands.set_item_image import set_item_image
from daicho.catalog.queries.item_detail import item_detail
from daicho.catalog.queries.item_image import item_image
from daicho.kernel.errors import InvalidInput, NotFound, missing
from daicho.kernel.text import noop as _
from daicho.platform.wire.operation import Answer, Call, Done, Download, Operation

_UPLOADED = _("The image has been uploaded.")


def _item_id(call: Call[Any]) -> int:
    return call.record_id("item_id", _("Item"))


def _uploads(call: Call[Any], *names: str) -> list[tuple[str, bytes]]:
    files = [(upload.name, upload.content) for name in names for upload in call.files.get(name, ())]
    if not files:
        raise InvalidInput([missing(names[0])])
    return files


def upload_image(call: Call[None], item_id: int) -> Answer:
    """Keep the picture that was sent as the item's image."""
    name, content = _uploads(call, "image")[0]
    set_item_image(call.ctx, item_id=item_id, name=name, content=content)
    return Done(_UPLOADED)


def delete_image(call: Call[None], item_id: int) -> Answer:
    """Delete the item's image. Raises NotFound where it has none."""
    item = item_detail(call.ctx, item_ids=[item_id])[0]
    first = next((image for image in item.images if not image.is_back), None)
    if first is None:
        raise NotFound(_("Image does not exist."))
    remove_item_images(call.ctx, item_id=item.item_id, image_ids=[first.image_id])
    return Done(_("The image has been deleted."))


def _upload(call: Call[None]) -> Answer:
    return upload_image(call, _item_id(call))


def _get(call: Call[None]) -> Answer:
    call.flag("preview")
    view, content = item_image(call.ctx, item_id=_item_id(call))
    return Download(view.name, view.content_type, content, inline=True)


def _delete(call: Call[None]) -> Answer:
    return delete_image(call, _item_id(call))


def _upload_many(call: Call[None]) -> Answer:
    item = item_detail(call.ctx, item_ids=[_item_id(call)])[0]
    if call.flag("remove_all"):
        remove_item_images(call.ctx, item_id=item.item_id, image_ids=[image.image_id for image in item.images])
    elif call.query.get("document_ids"):
        kept = set(call.ids("document_ids"))
        gone = [image.image_id for image in item.images if image.image_id not in kept]
        remove_item_images(call.ctx, item_id=item.item_id, image_ids=gone)
    if call.files or not (call.flag("remove_all") or call.query.get("document_ids")):
        files = _uploads(call, "image", "images")
        add_item_images(call.ctx, item_id=item.item_id, files=files, first=call.flag("update_primary_image"))
    return Done(_("The images have been uploaded."))


def _delete_many(call: Call[None]) -> Answer:
    remove_item_images(call.ctx, item_id=_item_id(call), image_ids=call.ids("document_ids"))
    return Done(_("The images have been deleted."))


def _reorder(call: Call[ImageOrderInput]) -> Answer:
    order = {place.document_id: place.order for place in call.body.documents}
    order_item_images(call.ctx, item_id=_item_id(call), order=order)
    return Done(_("The images have been reordered."))


def _upload_back(call: Call[None]) -> Answer:
    image_id = call.id("document_id")
    if image_id is not None:
        mark_back_image(call.ctx, item_id=_item_id(call), image_id=image_id)
    else:
        files = _uploads(call, "back_image", "image")[:1]
        add_item_images(call.ctx, item_id=_item_id(call), files=files, back=True)
    return Done(_UPLOADED)


def _delete_back(call: Call[None]) -> Answer:
    item = item_detail(call.ctx, item_ids=[_item_id(call)])[0]
    wanted = call.id("document_id")
    back = next((image for image in item.images if image.is_back and wanted in (None, image.image_id)), None)
    if back is None:
        raise NotFound(_("Image does not exist."))
    remove_item_images(call.ctx, item_id=item.item_id, image_ids=[back.image_id])
    return Done(_("The image has been deleted."))


def _mark_back(call: Call[None]) -> Answer:
    mark_back_image(call.ctx, item_id=_item_id(call), image_id=call.record_id("image_id", _("Image")))
    return Done(_("The image has been marked as back image."))


_ITEM, _CREATE, _DELETE = "/items/{item_id}", "items.CREATE", "items.DELETE"
OPERATIONS: list[Operation] = [
    Operation(
        "POST", f"{_ITEM}/image", "items.edit", _CREATE, _upload, "Upload the image of an item", file_fields=("image",)
    ),
    Operation(
        "GET", f"{_ITEM}/image", "items.view", "items.READ", _get, "Get the image of an item", parameters=("preview",)
    ),
    Operation("DELETE", f"{_ITEM}/image", "items.edit", _DELETE, _delete, "Delete the image of an item"),
    Operation(
        "POST", f"{_ITEM}/images", "items.edit", _CREATE, _upload_many, "Upload images of an item",
        parameters=("document_ids", "remove_all", "update_primary_image"), file_fields=("image", "images"),
    ),
    Operation(
        "DELETE", f"{_ITEM}/images", "items.edit", _DELETE, _delete_many, "Delete images of an item",
        parameters=("document_ids",),
    ),
    Operation(
        "POST", f"{_ITEM}/images/reorder", "items.edit", _CREATE, _reorder, "Reorder the images of an item",
        body=ImageOrderInput,
    ),
    Operation(
        "POST", f"{_ITEM}/backimage", "items.edit", _CREATE, _upload_back, "Upload the back image of an item",
        parameters=("document_id",), file_fields=("back_image", "image"),
    ),
    Operation(
        "DELETE", f"{_ITEM}/backimage", "items.edit", _DELETE, _delete_back, "Delete the back image of an item",
        parameters=("document_id",),
    ),
    Operation(
        "PUT", f"{_ITEM}/images/{{image_id}}/backimage", "items.edit", "items.UPDATE", _mark_back,
        "Mark an image as the back image of an item",
    ),
]  # fmt: skip
