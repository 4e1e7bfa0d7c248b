"""Operations on batches, and on serial numbers: batches of one piece."""

from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from daicho.catalog.queries.item_card import ItemCard, item_card
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, NotFound, invalid, missing
from daicho.kernel.text import noop as _
from daicho.platform.listing import Rows
from daicho.platform.wire.operation import Answer, Call, Done, Json, Listed, Operation, Record
from daicho.platform.wire.schema import CustomFieldValue, Day, Length, QuantityValue, RecordId, WireInput
from daicho.platform.wire.writer import day_text, id_text, micro_number
from daicho.stock.commands.create_batch import create_batch
from daicho.stock.commands.delete_batches import delete_batches
from daicho.stock.commands.set_batches_active import set_batches_active
from daicho.stock.commands.update_batch import update_batch
from daicho.stock.core.batch import WIRE, BatchFields
from daicho.stock.queries._batch_views import BatchPlace, BatchView
from daicho.stock.queries.batch_detail import batch_detail
from daicho.stock.queries.list_batches import BATCH_LISTING, list_batches
from daicho.stock.queries.serial_faults import serial_faults

_COMES: dict[str, bool | None] = {
    **dict.fromkeys(("bill", "purchasereceive", "creditnote", "salesreturn", "salesreturnreceive"), True),
    **dict.fromkeys(("invoice", "package", "shipment", "vendorcredit", "transferorder", "moveorder"), False),
    **dict.fromkeys(("inventoryadjustment", "bundle"), None),
}
"""Kind of document → whether its pieces come in (True), go (False), or either. Told with or without `_`."""


class BatchMasterInput(WireInput):
    """A new batch, or changes to one. Batches have no prices and no custom fields: these are taken in and not kept."""

    item_id: RecordId | None = None
    batch_number: Annotated[str, Length(100)] = ""
    manufacturer_batch_number: Annotated[str, Length(100)] = ""
    manufactured_date: Day | None = None
    expiry_date: Day | None = None
    sales_rate: QuantityValue = Decimal(0)
    label_rate: QuantityValue = Decimal(0)
    batch_custom_fields: Annotated[list[CustomFieldValue], Field(max_length=100)] = []


class SerialNumbersInput(WireInput):
    """Serial numbers to be checked for a document."""

    entity_id: RecordId | None = None
    warehouse_id: RecordId | None = None
    location_id: RecordId | None = None
    entity_type: Annotated[str, Length(50)] = ""
    serial_numbers: Annotated[list[Annotated[str, Length(100)]], Field(max_length=1000)] = []


def _create(call: Call[BatchMasterInput]) -> Answer:
    if call.body.item_id is None:
        raise InvalidInput([missing("item_id")])
    card = item_card(call.ctx, item_ids=[call.body.item_id]).get(call.body.item_id)
    if card and card.tracking == "serial":
        raise invalid("item_id", _("'%(item)s' has serial numbers, not batches."), {"item": card.name})
    batch_id = create_batch(call.ctx, item_id=call.body.item_id, fields=_fields(call))
    return _record(call.ctx, batch_id, _("The batch has been created."), status=201)


def _get(call: Call[None]) -> Answer:
    return _record(call.ctx, call.record_id("batch_id", _("Batch")))


def _update(call: Call[BatchMasterInput]) -> Answer:
    batch_id = call.record_id("batch_id", _("Batch"))
    update_batch(call.ctx, batch_id=batch_id, fields=_fields(call))
    return _record(call.ctx, batch_id, _("The batch has been updated."))


def _delete(call: Call[None]) -> Answer:
    delete_batches(call.ctx, batch_ids=[call.record_id("batch_id", _("Batch"))])
    return Done(_("The batch has been deleted."))


def _delete_many(call: Call[None]) -> Answer:
    delete_batches(call.ctx, batch_ids=call.ids("batch_ids"))
    return Done(_("The batches have been deleted."))


def _activate(call: Call[None]) -> Answer:
    set_batches_active(call.ctx, batch_ids=[call.record_id("batch_id", _("Batch"))], active=True)
    return Done(_("The batch has been marked as active."))


def _deactivate(call: Call[None]) -> Answer:
    set_batches_active(call.ctx, batch_ids=[call.record_id("batch_id", _("Batch"))], active=False)
    return Done(_("The batch has been marked as inactive."))


def _activate_many(call: Call[None]) -> Answer:
    set_batches_active(call.ctx, batch_ids=call.ids("batch_ids"), active=True)
    return Done(_("The batches have been marked as active."))


def _deactivate_many(call: Call[None]) -> Answer:
    set_batches_active(call.ctx, batch_ids=call.ids("batch_ids"), active=False)
    return Done(_("The batches have been marked as inactive."))


def _list(call: Call[None]) -> Answer:
    location_id = call.id("location_id") or call.id("warehouse_id")
    with_empty = call.flag("include_empty_batches") or call.query.get("filter_by") == "Stock.Empty"
    return _listed(call, "batch", "batches", location_id, with_empty=with_empty)


def _list_serial_numbers(call: Call[None]) -> Answer:
    location_id = call.id("location_id") or call.id("warehouse_id")
    return _listed(call, "serial", "serial_numbers", location_id, with_empty=call.flag("show_transacted_out"))


def _listed(call: Call[None], tracking: str, key: str, location_id: int | None, *, with_empty: bool) -> Answer:
    _item(call.ctx, call.id("item_id"))
    criteria = call.criteria(BATCH_LISTING)
    page = list_batches(
        call.ctx,
        criteria=replace(criteria, filters={**criteria.filters, "tracking": tracking}),
        location_id=location_id,
        batch_ids=call.ids("batch_ids") if call.query.get("batch_ids") else None,
        with_empty=with_empty,
    )
    rows = [_batch_row(row, location_id) if tracking == "batch" else _serial_row(row) for row in page.rows]
    return Listed.of(key, Rows(rows, page.has_more, page.total), criteria)


def _get_serial_number(call: Call[None]) -> Answer:
    view = _of_kind(call.ctx, call.record_id("serial_number_id", _("Serial number")), "serial")
    card = _item(call.ctx, view.item_id)
    own = {"code": view.number, "item_id": id_text(view.item_id), "price": micro_number(card.rate_micro)}
    return Record("serial_number", {**_serial(view), **own})


def _validate(call: Call[None]) -> Answer:
    numbers = [number.strip() for number in call.query.get("serial_numbers", "").split(",")]
    return _checked(
        call,
        [number for number in numbers if number],
        call.query.get("entity_type", ""),
        call.id("location_id") or call.id("warehouse_id"),
        call.id("entity_id"),
    )


def _validate_and_map(call: Call[SerialNumbersInput]) -> Answer:
    body = call.body
    location_id = body.location_id or body.warehouse_id
    return _checked(call, body.serial_numbers, body.entity_type, location_id, body.entity_id)


def _checked(
    call: Call[Any], numbers: list[str], entity_type: str, location_id: int | None, entity_id: int | None
) -> Answer:
    item_id = call.record_id("item_id", _("Item"))
    card = _item(call.ctx, item_id)
    absent = [missing(name) for name, given in (("entity_type", entity_type), ("serial_numbers", numbers)) if not given]
    if absent:
        raise InvalidInput(absent)
    kind = entity_type.lower().replace("_", "").replace(" ", "")
    if kind not in _COMES:
        raise invalid("entity_type", _("Invalid value passed for %(field)s"), {"field": "entity_type"})
    if card.tracking != "serial":
        raise invalid("item_id", _("'%(item)s' has no serial numbers."), {"item": card.name})
    faults = serial_faults(
        call.ctx,
        item_id=item_id,
        numbers=numbers[:1000],
        comes=_COMES[kind],
        location_id=location_id,
        source_id=entity_id,
    )
    if faults:
        raise InvalidInput(faults)
    return Done(_("The serial numbers are valid."))


def _of_kind(ctx: Ctx, batch_id: int, tracking: str) -> BatchView:
    """Return a batch, or a serial number. Raises NotFound for the other one as well."""
    view = batch_detail(ctx, batch_id=batch_id)
    if view.tracking != tracking:
        entity = _("Serial number") if tracking == "serial" else _("Batch")
        raise NotFound(_("%(entity)s does not exist."), {"entity": entity})
    return view


def _item(ctx: Ctx, item_id: int | None) -> ItemCard:
    if item_id is None:
        raise InvalidInput([missing("item_id")])
    card = item_card(ctx, item_ids=[item_id]).get(item_id)
    if card is None:
        raise NotFound(_("Item does not exist."))
    return card


def _fields(call: Call[BatchMasterInput]) -> BatchFields:
    sent = call.body.model_dump(exclude_unset=True)
    return BatchFields(**{name: sent[field] for name, field in WIRE.items() if field in sent})  # type: ignore[typeddict-item, no-any-return]


def _record(ctx: Ctx, batch_id: int, message: str = _("success"), status: int = 200) -> Record:
    view = _of_kind(ctx, batch_id, "batch")
    record = {
        **_batch(view),
        "item_id": id_text(view.item_id),
        "balance_quantity": micro_number(view.quantity),
    }
    return Record("batch", record, message, status=status)


def _batch(view: BatchView) -> dict[str, Json]:
    return {
        "batch_id": id_text(view.batch_id),
        "batch_number": view.number,
        "manufacturer_batch_number": view.manufacturer_number,
        "manufactured_date": day_text(view.manufactured_on),
        "expiry_date": day_text(view.expires_on),
        "status": "active" if view.is_active else "inactive",
        "batch_custom_fields": [],
    }


def _batch_row(view: BatchView, location_id: int | None) -> dict[str, Json]:
    """Return a batch as lists have it; with a location, the quantities are those there."""
    places = [place for place in view.places if location_id in {None, place.location_id}]
    return {
        **_batch(view),
        "batch_in_id": id_text(view.batch_id),
        "internal_batch_number": view.number,
        "external_batch_number": view.manufacturer_number,
        "manufacturer_date": day_text(view.manufactured_on),
        "in_quantity": micro_number(sum(place.came for place in places)),
        "balance_quantity": micro_number(sum(place.quantity for place in places)),
        "balance_quantity_unit": view.unit,
        "location_id": id_text(location_id or (places[0].location_id if len(places) == 1 else None)),
        "associated_locations": [_place(place) for place in view.places],
    }


def _place(place: BatchPlace) -> dict[str, Json]:
    return {
        "location_id": id_text(place.location_id),
        "in_quantity": micro_number(place.came),
        "balance_quantity": micro_number(place.quantity),
    }


def _serial(view: BatchView) -> dict[str, Json]:
    return {
        "serialnumber_id": id_text(view.batch_id),
        "serialnumber": view.number,
        "status": "active" if view.is_active else "inactive",
        "is_transacted_out": bool(view.places) and view.quantity <= 0,
        "custom_fields": [],
    }


def _serial_row(view: BatchView) -> dict[str, Json]:
    """Return a serial number as lists have it. A piece is in no batch: an item has batches or serial numbers."""
    return {**_serial(view), "batch_id": "", "batch_number": "", "batch_custom_fields": []}


_ALL, _ONE, _SERIALS = "/items/batches", "/items/batches/{batch_id}", "/items/serialnumbers"
_VIEW, _EDIT, _DELETE = "items.view", "items.edit", "items.delete"
_CHECK = "/items/{item_id}/serialnumber"
_PLACES = ("location_id", "warehouse_id")
OPERATIONS: list[Operation] = [
    Operation("POST", _ALL, "items.create", "items.CREATE", _create, "Create a batch", body=BatchMasterInput),
    Operation(
        "GET", _ALL, _VIEW, "items.READ", _list, "List the batches of an item", listing=BATCH_LISTING,
        parameters=("include_empty_batches", "batch_ids", *_PLACES),
    ),
    Operation(
        "DELETE", _ALL, _DELETE, "items.DELETE", _delete_many, "Delete batches", parameters=("batch_ids",)
    ),
    Operation("GET", _ONE, _VIEW, "items.READ", _get, "Get a batch"),
    Operation("PUT", _ONE, _EDIT, "items.UPDATE", _update, "Update a batch", body=BatchMasterInput),
    Operation("DELETE", _ONE, _DELETE, "items.DELETE", _delete, "Delete a batch"),
    Operation("POST", f"{_ONE}/active", _EDIT, "items.CREATE", _activate, "Mark a batch as active"),
    Operation("POST", f"{_ONE}/inactive", _EDIT, "items.CREATE", _deactivate, "Mark a batch as inactive"),
    Operation(
        "POST", f"{_ALL}/active", _EDIT, "items.CREATE", _activate_many, "Mark batches as active",
        parameters=("batch_ids",),
    ),
    Operation(
        "POST", f"{_ALL}/inactive", _EDIT, "items.CREATE", _deactivate_many, "Mark batches as inactive",
        parameters=("batch_ids",),
    ),
    Operation(
        "GET", _SERIALS, _VIEW, "items.READ", _list_serial_numbers, "List the serial numbers of an item",
        listing=BATCH_LISTING, parameters=("show_transacted_out", *_PLACES),
    ),
    Operation(
        "GET", f"{_SERIALS}/{{serial_number_id}}", _VIEW, "items.READ", _get_serial_number, "Get a serial number"
    ),
    Operation(
        "POST", f"{_CHECK}/validate", _EDIT, "items.CREATE", _validate, "Check serial numbers of an item",
        parameters=("entity_id", "entity_type", "serial_numbers", *_PLACES),
    ),
    Operation(
        "POST", f"{_CHECK}/validateandmap", _EDIT, "items.CREATE", _validate_and_map,
        "Check and map serial numbers of an item", body=SerialNumbersInput,
    ),
]  # fmt: skip
