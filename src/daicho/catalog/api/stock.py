"""Operations on opening stock, storage locations and location permissions of items."""

from daicho.catalog.api.fields import opening_stock
from daicho.catalog.api.schemas import OpeningStockInput
from daicho.catalog.api.serializers import opening_stock_json
from daicho.catalog.commands.set_opening_stock import set_opening_stock
from daicho.catalog.core.item import OPENING_BATCHES
from daicho.catalog.queries.item_detail import item_detail
from daicho.kernel.errors import InvalidInput, RuleBroken, invalid, missing
from daicho.kernel.text import noop as _
from daicho.platform.wire.operation import Answer, Call, Done, Operation, Record

_FEATURE_OFF = 110817


def _get_opening_stock(call: Call[None]) -> Answer:
    item = item_detail(call.ctx, item_ids=[call.record_id("variant_id", _("Item"))])[0]
    return Record("opening_stock", opening_stock_json(item.opening_stock))


def _set_opening_stock(call: Call[OpeningStockInput]) -> Answer:
    item_id = call.record_id("variant_id", _("Item"))
    if (
        call.body.serial_numbers
        or call.body.batches
        or any(place.serial_numbers or place.batches for place in call.body.locations)
    ):
        item_detail(call.ctx, item_ids=[item_id])
        raise invalid("initial_stock", OPENING_BATCHES)
    if not call.given & {"initial_stock", "locations"}:
        raise InvalidInput([missing("initial_stock")])
    rows = opening_stock(call.body.initial_stock, call.body.initial_stock_rate, call.body.locations)
    set_opening_stock(call.ctx, item_id=item_id, rows=rows)
    return Done(_("The opening stock has been updated."))


def _storage_locations(call: Call[None]) -> Answer:
    item_detail(call.ctx, item_ids=call.ids("item_ids"))
    raise RuleBroken(_FEATURE_OFF, _("Storage locations are not enabled in this organization."))


def _permissions(call: Call[None]) -> Answer:
    item_detail(call.ctx, item_ids=[call.record_id("item_id", _("Item"))])
    if "associated_with_all_locations" not in call.query:
        raise InvalidInput([missing("associated_with_all_locations")])
    if call.flag("associated_with_all_locations"):
        return Done(_("The item is available at all locations."))
    raise _locations_open()


def _permissions_of_many(call: Call[None]) -> Answer:
    call.flag("overwrite")
    item_detail(call.ctx, item_ids=call.ids("item_ids"))
    if call.query.get("allowed_location_ids"):
        raise _locations_open()
    return Done(_("The items are available at all locations."))


def _locations_open() -> RuleBroken:
    return RuleBroken(_FEATURE_OFF, _("Restricting items to locations is not enabled in this organization."))


_STOCK = "/variants/{variant_id}/openingstock"
OPERATIONS: list[Operation] = [
    Operation("GET", _STOCK, "items.view", "items.READ", _get_opening_stock, "Get the opening stock of an item"),
    Operation(
        "PUT", _STOCK, "items.edit", "items.UPDATE", _set_opening_stock, "Set the opening stock of an item",
        body=OpeningStockInput,
    ),
    Operation(
        "POST", "/items/enablestoragelocation", "items.edit", "items.CREATE", _storage_locations,
        "Enable storage locations of items", parameters=("item_ids",),
    ),
    Operation(
        "POST", "/items/disablestoragelocation", "items.edit", "items.CREATE", _storage_locations,
        "Disable storage locations of items", parameters=("item_ids",),
    ),
    Operation(
        "PUT", "/items/{item_id}/locations/permissions", "items.edit", "warehouses.UPDATE", _permissions,
        "Say at which locations an item is available",
        parameters=("associated_with_all_locations", "allowed_location_ids"),
    ),
    Operation(
        "PUT", "/items/locations/permissions", "items.edit", "warehouses.UPDATE", _permissions_of_many,
        "Say at which locations items are available", parameters=("item_ids", "allowed_location_ids", "overwrite"),
    ),
]  # fmt: skip
