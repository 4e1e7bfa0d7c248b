"""The operations of composite items. The record is an item; what is theirs alone is the recipe."""

from typing import Any, cast

from daicho.catalog.api.composite_json import composite_json, composite_row_json
from daicho.catalog.api.fields import item_fields, micro
from daicho.catalog.api.images import delete_image, upload_image
from daicho.catalog.api.listing import LIST_PARAMETERS, listed_items
from daicho.catalog.api.schemas import CompositeInput, DefaultStorageInput
from daicho.catalog.commands.create_item import create_item
from daicho.catalog.commands.delete_item import delete_item
from daicho.catalog.commands.set_items_active import set_items_active
from daicho.catalog.commands.update_item import update_item
from daicho.catalog.core.item import ITEM_TYPE_OF, ComponentFields, ItemFields
from daicho.catalog.queries.composite_detail import composite_detail
from daicho.catalog.queries.item_detail import item_detail
from daicho.catalog.queries.list_items import ITEM_LISTING
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.listing import Rows
from daicho.platform.wire.operation import Answer, Call, Done, Json, Listed, Operation, Record

_KEY, _ID, _NAME = "composite_item", "composite_item_id", _("Composite item")
_FEATURE_OFF = 110817


def _item_id(call: Call[Any]) -> int:
    """Return the id in the path. Raises NotFound, for ordinary items too."""
    return composite_detail(call.ctx, item_id=call.record_id(_ID, _NAME)).item_id


def _create(call: Call[CompositeInput]) -> Answer:
    combo_type = call.body.combo_type or "assembly"
    fields = _fields(call.body, combo_type, is_new=True)
    item_id = create_item(call.ctx, fields={**fields, "combo_type": combo_type})
    return _record(call.ctx, item_id, _("The composite item has been created."), status=201)


def _update(call: Call[CompositeInput]) -> Answer:
    item = composite_detail(call.ctx, item_id=call.record_id(_ID, _NAME))
    fields = _fields(call.body, item.combo_type, is_new=False, tracked=item.texts["tracking"])
    if call.body.combo_type:
        fields["combo_type"] = call.body.combo_type
    update_item(call.ctx, item_id=item.item_id, fields=fields)
    return _record(call.ctx, item.item_id, _("The composite item has been updated."))


def _list(call: Call[None]) -> Answer:
    criteria = call.criteria(ITEM_LISTING)
    page = listed_items(call, criteria, only_composites=True)
    rows = [composite_row_json(call.ctx, item) for item in page.rows]
    return Listed.of("composite_items", Rows(rows, page.has_more, page.total), criteria, _("Composite items"))


def _get(call: Call[None]) -> Answer:
    return _record(call.ctx, _item_id(call), _("success"))


def _delete(call: Call[None]) -> Answer:
    delete_item(call.ctx, item_id=_item_id(call))
    return Done(_("The composite item has been deleted."))


def _activate(call: Call[None]) -> Answer:
    set_items_active(call.ctx, item_ids=[_item_id(call)], active=True)
    return Done(_("The composite item has been marked as active."))


def _deactivate(call: Call[None]) -> Answer:
    set_items_active(call.ctx, item_ids=[_item_id(call)], active=False)
    return Done(_("The composite item has been marked as inactive."))


def _upload(call: Call[None]) -> Answer:
    return upload_image(call, _item_id(call))


def _delete_picture(call: Call[None]) -> Answer:
    return delete_image(call, _item_id(call))


def _get_default_storage(call: Call[None]) -> Answer:
    item_detail(call.ctx, item_ids=[call.record_id("item_id", _NAME)], parts=())
    return Done(_("success"), extra={"default_storage_location_mapping": []})


def _set_default_storage(call: Call[DefaultStorageInput]) -> Answer:
    item_detail(call.ctx, item_ids=[call.record_id("item_id", _NAME)], parts=())
    raise RuleBroken(_FEATURE_OFF, _("Storage locations are not enabled in this organization."))


def _fields(body: CompositeInput, combo_type: str, *, is_new: bool, tracked: str = "") -> ItemFields:
    """Return what the body says; the type of item follows from the kind of composite."""
    fields = cast(dict[str, Any], item_fields(body, is_new=is_new, tracked=tracked))
    fields.pop("item_type", None)
    if is_new:
        fields["item_type"] = ITEM_TYPE_OF.get(combo_type, "sales")
    if body.mapped_items is not None:
        fields["components"] = [
            ComponentFields(item_id=line.item_id or 0, quantity_micro=micro(line.quantity) or 0)
            for line in sorted(body.mapped_items, key=lambda line: line.item_order)
        ]
    return ItemFields(**fields)  # type: ignore[typeddict-item, no-any-return]


def _record(ctx: Ctx, item_id: int, message: str, *, status: int = 200) -> Record:
    item = composite_detail(ctx, item_id=item_id)
    ids = [part.card.item_id for part in item.recipe]
    components = {found.item_id: found for found in item_detail(ctx, item_ids=ids, parts=("images", "stock"))}
    shown: dict[str, Json] = composite_json(ctx, item, components)
    return Record(_KEY, shown, message, status=status)


_ALL, _ONE, _READ, _CHANGE = "/compositeitems", f"/compositeitems/{{{_ID}}}", "compositeitems.READ", "items.edit"
_CREATE, _DELETE = "compositeitems.CREATE", "compositeitems.DELETE"
OPERATIONS: list[Operation] = [
    Operation("POST", _ALL, "items.create", _CREATE, _create, "Create a composite item", body=CompositeInput),
    Operation(
        "GET", _ALL, "items.view", _READ, _list, "List composite items", listing=ITEM_LISTING,
        parameters=(*LIST_PARAMETERS, "usestate"),
    ),
    Operation("GET", _ONE, "items.view", _READ, _get, "Get a composite item"),
    Operation(
        "PUT", _ONE, _CHANGE, "compositeitems.UPDATE", _update, "Update a composite item", body=CompositeInput
    ),
    Operation("DELETE", _ONE, "items.delete", _DELETE, _delete, "Delete a composite item"),
    Operation("POST", f"{_ONE}/active", _CHANGE, _CREATE, _activate, "Mark a composite item as active"),
    Operation("POST", f"{_ONE}/inactive", _CHANGE, _CREATE, _deactivate, "Mark a composite item as inactive"),
    Operation(
        "POST", f"{_ONE}/image", _CHANGE, _CREATE, _upload, "Upload the image of a composite item",
        file_fields=("image",),
    ),
    Operation("DELETE", f"{_ONE}/image", _CHANGE, _DELETE, _delete_picture, "Delete the image of a composite item"),
    Operation(
        "GET", "/compositeitems/{item_id}/defaultstoragemapping", "items.view", "warehouses.READ", _get_default_storage,
        "Get the default storage of a composite item",
    ),
    Operation(
        "PUT", "/compositeitems/{item_id}/configure/defaultstorage", _CHANGE, "warehouses.UPDATE", _set_default_storage,
        "Set the default storage of a composite item", body=DefaultStorageInput,
    ),
]  # fmt: skip
