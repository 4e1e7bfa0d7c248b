"""The operations of items: the records themselves."""

from typing import Any, cast

from daicho.catalog.api.composites import OPERATIONS as COMPOSITES
from daicho.catalog.api.fields import item_fields
from daicho.catalog.api.grouping import OPERATIONS as GROUPING
from daicho.catalog.api.images import OPERATIONS as IMAGES
from daicho.catalog.api.listing import LIST_PARAMETERS, listed_items
from daicho.catalog.api.schemas import ItemInput
from daicho.catalog.api.serializers import item_json, item_row_json
from daicho.catalog.api.stock import OPERATIONS as STOCK
from daicho.catalog.api.transactions import OPERATIONS as TRANSACTIONS
from daicho.catalog.commands.create_item import create_item
from daicho.catalog.commands.delete_items import delete_items
from daicho.catalog.commands.set_items_active import set_items_active
from daicho.catalog.commands.update_item import update_item
from daicho.catalog.core.item import ItemFields
from daicho.catalog.queries.item_card import item_card
from daicho.catalog.queries.item_detail import item_detail
from daicho.catalog.queries.list_items import ITEM_LISTING
from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.platform.listing import Rows
from daicho.platform.wire.operation import Answer, Call, Done, Json, Listed, Operation, Record
from daicho.platform.wire.unique import CustomFieldsInput, unique_record, with_unique_value


def item_id_of(call: Call[Any]) -> int:
    """Return the item's id in the path. Raises NotFound for what cannot be one."""
    return call.record_id("item_id", _("Item"))


def _create(call: Call[ItemInput]) -> Answer:
    item_id = create_item(call.ctx, fields=item_fields(call.body, is_new=True))
    return Record("item", _item(call.ctx, item_id), _("The item has been created."), status=201)


def _list(call: Call[None]) -> Answer:
    criteria = call.criteria(ITEM_LISTING)
    page = listed_items(call, criteria)
    rows = [item_row_json(call.ctx, item) for item in page.rows]
    return Listed.of("items", Rows(rows, page.has_more, page.total), criteria, _("Items"))


def _details(call: Call[None]) -> Answer:
    items = item_detail(call.ctx, item_ids=call.ids("item_ids"))
    return Listed("items", [item_json(call.ctx, item) for item in items])


def _get(call: Call[None]) -> Answer:
    return Record("item", _item(call.ctx, item_id_of(call)))


def _update(call: Call[ItemInput]) -> Answer:
    item_id = item_id_of(call)
    update_item(call.ctx, item_id=item_id, fields=_changes(call, item_id))
    return Record("item", _item(call.ctx, item_id), _("The item has been updated."))


def _update_by_custom_field(call: Call[ItemInput]) -> Answer:
    item_id = unique_record(call, entity="item", name=_("Item"))
    if item_id is None:
        fields = item_fields(call.body, is_new=True)
        given = with_unique_value(call, cast(list[dict[str, object]], fields.get("custom_fields", [])))
        created: ItemFields = {**fields, "custom_fields": list(given)}
        item_id = create_item(call.ctx, fields=created)
        return Record("item", _item(call.ctx, item_id), _("The item has been created."), status=201)
    update_item(call.ctx, item_id=item_id, fields=_changes(call, item_id))
    return Record("item", _item(call.ctx, item_id), _("The item has been updated."))


def _changes(call: Call[ItemInput], item_id: int) -> ItemFields:
    card = item_card(call.ctx, item_ids=[item_id]).get(item_id)
    return item_fields(call.body, is_new=False, tracked=card.tracking if card else "")


def _update_custom_fields(call: Call[CustomFieldsInput]) -> Answer:
    given = call.body.model_dump(exclude_unset=True)
    update_item(call.ctx, item_id=item_id_of(call), fields={"custom_fields": given})
    return Done(_("The custom fields of the item have been updated."))


def _delete(call: Call[None]) -> Answer:
    delete_items(call.ctx, item_ids=[item_id_of(call)])
    return Done(_("The item has been deleted."))


def _activate(call: Call[None]) -> Answer:
    set_items_active(call.ctx, item_ids=[item_id_of(call)], active=True)
    return Done(_("The item has been marked as active."))


def _deactivate(call: Call[None]) -> Answer:
    set_items_active(call.ctx, item_ids=[item_id_of(call)], active=False)
    return Done(_("The item has been marked as inactive."))


def _delete_many(call: Call[None]) -> Answer:
    delete_items(call.ctx, item_ids=call.ids("item_ids"))
    return Done(_("The items have been deleted."))


def _activate_many(call: Call[None]) -> Answer:
    set_items_active(call.ctx, item_ids=call.ids("item_ids"), active=True)
    return Done(_("The items have been marked as active."))


def _deactivate_many(call: Call[None]) -> Answer:
    set_items_active(call.ctx, item_ids=call.ids("item_ids"), active=False)
    return Done(_("The items have been marked as inactive."))


def _item(ctx: Ctx, item_id: int) -> dict[str, Json]:
    return item_json(ctx, item_detail(ctx, item_ids=[item_id])[0])


_ITEM, _READ, _CREATE = "/items/{item_id}", "items.READ", "items.CREATE"
OPERATIONS: list[Operation] = [
    Operation("POST", "/items", "items.create", _CREATE, _create, "Create an item", body=ItemInput),
    Operation(
        "GET", "/items", "items.view", _READ, _list, "List items", listing=ITEM_LISTING, parameters=LIST_PARAMETERS
    ),
    Operation(
        "PUT", "/items", "items.edit", "items.UPDATE", _update_by_custom_field,
        "Update an item by a unique custom field", body=ItemInput,
    ),
    Operation(
        "DELETE", "/items", "items.delete", "items.DELETE", _delete_many, "Delete several items",
        parameters=("item_ids",),
    ),
    Operation(
        "GET", "/itemdetails", "items.view", _READ, _details, "Get several items", parameters=("item_ids",)
    ),
    Operation(
        "POST", "/items/active", "items.edit", _CREATE, _activate_many, "Mark several items as active",
        parameters=("item_ids",),
    ),
    Operation(
        "POST", "/items/inactive", "items.edit", _CREATE, _deactivate_many, "Mark several items as inactive",
        parameters=("item_ids",),
    ),
    Operation("GET", _ITEM, "items.view", _READ, _get, "Get an item"),
    Operation("PUT", _ITEM, "items.edit", "items.UPDATE", _update, "Update an item", body=ItemInput),
    Operation("DELETE", _ITEM, "items.delete", "items.DELETE", _delete, "Delete an item"),
    Operation("POST", f"{_ITEM}/active", "items.edit", _CREATE, _activate, "Mark an item as active"),
    Operation("POST", f"{_ITEM}/inactive", "items.edit", _CREATE, _deactivate, "Mark an item as inactive"),
    Operation(
        "PUT", "/item/{item_id}/customfields", "items.edit", "items.UPDATE", _update_custom_fields,
        "Update the custom fields of an item", body=CustomFieldsInput,
    ),
    *TRANSACTIONS,
    *IMAGES,
    *GROUPING,
    *STOCK,
    *COMPOSITES,
]  # fmt: skip
