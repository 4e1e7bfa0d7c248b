"""Operations on locations; older clients read them as warehouses."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.core.member import MemberView
from daicho.organizations.queries.list_members import LISTING as MEMBERS
from daicho.organizations.queries.list_members import list_members
from daicho.platform.listing import Rows
from daicho.platform.wire.operation import Answer, Call, Done, Json, Listed, Operation, Record
from daicho.platform.wire.schema import Flag, Length, RecordId, WireInput
from daicho.platform.wire.writer import id_text, moment_text
from daicho.stock.commands.create_location import create_location
from daicho.stock.commands.delete_location import delete_location
from daicho.stock.commands.mark_primary_location import mark_primary_location
from daicho.stock.commands.set_location_active import set_location_active
from daicho.stock.commands.update_location import update_location
from daicho.stock.core.location import ADDRESS, LocationFields
from daicho.stock.core.rules import FEATURE_OFF
from daicho.stock.queries.list_locations import LOCATION_LISTING, list_locations
from daicho.stock.queries.location_detail import location_detail
from daicho.stock.queries.locations import LocationView

_LOCATION = _("Location")
_NAMES = {
    "location_name": "name",
    "type": "location_type",
    "parent_location_id": "parent_id",
    "negative_stock": "negative_stock",
    "phone": "phone",
    "email": "email",
}
_KEPT = ("tax_settings_id", "auto_number_generation_id", "associated_series_ids")


class LocationAddressInput(WireInput):
    """Parts of an address; those that are not sent stay."""

    attention: Annotated[str, Length(200)] = ""
    street_address1: Annotated[str, Length(300)] = ""
    street_address2: Annotated[str, Length(300)] = ""
    city: Annotated[str, Length(100)] = ""
    state: Annotated[str, Length(100)] = ""
    state_code: Annotated[str, Length(10)] = ""
    zip: Annotated[str, Length(20)] = ""
    country: Annotated[str, Length(100)] = ""


class LocationInput(WireInput):
    """A new location, or changes to one. `negative_stock` is Daicho's own: warn, block, or as the organisation."""

    location_name: Annotated[str, Length(200)] = ""
    type: Annotated[str, Length(20)] = "general"
    parent_location_id: RecordId | None = None
    address: LocationAddressInput | None = None
    phone: Annotated[str, Length(50)] = ""
    email: Annotated[str, Length(254)] = ""
    negative_stock: Annotated[str, Length(10)] = ""
    tax_settings_id: Annotated[str, Length(19)] = ""
    auto_number_generation_id: Annotated[str, Length(19)] = ""
    associated_series_ids: Annotated[list[Annotated[str, Length(19)]], Field(max_length=100)] = []
    is_all_users_selected: Flag = True
    user_ids: Annotated[str, Length(2000)] = ""


def _create(call: Call[LocationInput]) -> Answer:
    location_id = create_location(call.ctx, fields=_fields(call))
    return _record(call.ctx, location_id, _("The location has been created."), status=201)


def _update(call: Call[LocationInput]) -> Answer:
    location_id = call.record_id("location_id", _LOCATION)
    update_location(call.ctx, location_id=location_id, fields=_fields(call))
    return _record(call.ctx, location_id, _("The location has been updated."))


def _list(call: Call[None]) -> Answer:
    criteria = call.criteria(LOCATION_LISTING)
    page = list_locations(call.ctx, criteria=criteria)
    views = _by_parent(page.rows) if call.flag("is_hierarchical_response") else page.rows
    rows = [location_json(call.ctx, view) for view in views]
    return Listed.of("locations", Rows(rows, page.has_more, page.total), criteria, _("Locations"))


def _get(call: Call[None]) -> Answer:
    return _record(call.ctx, call.record_id("location_id", _LOCATION))


def _delete(call: Call[None]) -> Answer:
    delete_location(call.ctx, location_id=call.record_id("location_id", _LOCATION))
    return Done(_("The location has been deleted."))


def _activate(call: Call[None]) -> Answer:
    set_location_active(call.ctx, location_id=call.record_id("location_id", _LOCATION), is_active=True)
    return Done(_("The location has been marked as active."))


def _deactivate(call: Call[None]) -> Answer:
    set_location_active(call.ctx, location_id=call.record_id("location_id", _LOCATION), is_active=False)
    return Done(_("The location has been marked as inactive."))


def _mark_primary(call: Call[None]) -> Answer:
    mark_primary_location(call.ctx, location_id=call.record_id("location_id", _LOCATION))
    return Done(_("The location has been marked as primary."))


def _enable(call: Call[None]) -> Answer:
    del call  # every organisation has locations
    return Done(_("Locations have been enabled."))


def _users(call: Call[None]) -> Answer:
    location_detail(call.ctx, location_id=call.record_id("location_id", _LOCATION))
    criteria = call.criteria(MEMBERS)
    page = list_members(call.ctx, criteria=criteria)
    return Listed.of("users", Rows([_user(view) for view in page.rows], page.has_more, page.total), criteria)


def _warehouses(call: Call[None]) -> Answer:
    criteria = call.criteria(LOCATION_LISTING)
    page = list_locations(call.ctx, criteria=criteria)
    rows = [_warehouse(view) for view in page.rows]
    return Listed.of("warehouses", Rows(rows, page.has_more, page.total), criteria)


def _get_warehouse(call: Call[None]) -> Answer:
    view = location_detail(call.ctx, location_id=call.record_id("warehouse_id", _LOCATION))
    return Record("warehouse", _warehouse(view))


def _record(ctx: Ctx, location_id: int, message: str = _("success"), status: int = 200) -> Record:
    view = location_detail(ctx, location_id=location_id)
    return Record("location", location_json(ctx, view), message, status=status, also=("locations",))


def _fields(call: Call[LocationInput]) -> LocationFields:
    sent = call.body.model_dump(exclude_unset=True)
    if sent.get("user_ids") or sent.get("is_all_users_selected") is False:
        raise RuleBroken(FEATURE_OFF, _("Restricting locations to users is not enabled in this organization."))
    fields: dict[str, object] = {_NAMES[name]: value for name, value in sent.items() if name in _NAMES}
    if call.body.address is not None:
        fields["address"] = call.body.address.model_dump(exclude_unset=True)
    if kept := {name: sent[name] for name in _KEPT if name in sent}:
        fields["wire"] = kept
    return fields  # type: ignore[return-value]


def _by_parent(found: Sequence[LocationView]) -> list[LocationView]:
    """Return the locations so that each stands below its parent."""
    known = {view.location_id for view in found}

    def below(parent_id: int | None) -> list[LocationView]:
        children = [view for view in found if view.parent_id == parent_id]
        return [view for child in children for view in (child, *below(child.location_id))]

    orphans = [view for view in found if view.parent_id is not None and view.parent_id not in known]
    return [*below(None), *orphans]


def location_json(ctx: Ctx, view: LocationView) -> dict[str, Json]:
    """Return a location with all its fields."""
    return {
        "location_id": id_text(view.location_id),
        "location_name": view.name,
        "type": view.location_type,
        "parent_location_id": id_text(view.parent_id),
        "address": {part: view.address.get(part, "") for part in ADDRESS},
        "phone": view.phone,
        "fax": "",
        "email": view.email,
        "website": "",
        "status": "active" if view.is_active else "inactive",
        "is_primary": view.is_primary,
        "is_primary_location": view.is_primary,
        "is_location_active": view.is_active,
        "negative_stock": view.negative_stock,
        "tax_settings_id": view.wire.get("tax_settings_id", ""),
        "tax_reg_no": "",
        "auto_number_generation_id": view.wire.get("auto_number_generation_id", ""),
        "autonumbergenerationgroup_id": view.wire.get("auto_number_generation_id", ""),
        "autonumbergenerationgroup_name": "",
        "associated_series_ids": view.wire.get("associated_series_ids", []),
        **dict.fromkeys(("customer_id", "customer_name", "vendor_id", "vendor_name"), ""),
        "is_all_users_selected": True,
        "associated_users": [],
        "location_identification_number": "",
        "location_identification_label": "",
        "created_time": moment_text(view.created_at, ctx.time_zone),
        "last_modified_time": moment_text(view.modified_at, ctx.time_zone),
    }


def _warehouse(view: LocationView) -> dict[str, Json]:
    lines = (view.address.get("street_address1", ""), view.address.get("street_address2", ""))
    return {
        "warehouse_id": id_text(view.location_id),
        "warehouse_name": view.name,
        "attention": view.address.get("attention", ""),
        "address": lines[0],
        "address1": lines[0],
        "address2": lines[1],
        "city": view.address.get("city", ""),
        "state": view.address.get("state", ""),
        "state_code": view.address.get("state_code", ""),
        "zip": view.address.get("zip", ""),
        "country": view.address.get("country", ""),
        "phone": view.phone,
        "email": view.email,
        "is_primary": view.is_primary,
        "status": "active" if view.is_active else "inactive",
    }


def _user(view: MemberView) -> dict[str, Json]:
    return {
        "user_id": id_text(view.wire_id),
        "name": view.name,
        "email": view.email,
        "mobile": "",
        "user_role": view.wire_role,
        "status": view.state,
        "photo_url": "",
    }


_ALL, _ONE = "/locations", "/locations/{location_id}"
_VIEW, _EDIT = "settings.view", "settings.edit"
OPERATIONS: list[Operation] = [
    Operation("POST", "/settings/locations/enable", _EDIT, "settings.CREATE", _enable, "Enable locations"),
    Operation("POST", _ALL, _EDIT, "settings.CREATE", _create, "Create a location", body=LocationInput),
    Operation(
        "GET", _ALL, _VIEW, "settings.READ", _list, "List locations", listing=LOCATION_LISTING,
        parameters=("is_hierarchical_response",),
    ),
    Operation("GET", _ONE, _VIEW, "settings.READ", _get, "Get a location"),
    Operation("PUT", _ONE, _EDIT, "settings.UPDATE", _update, "Update a location", body=LocationInput),
    Operation("DELETE", _ONE, _EDIT, "settings.DELETE", _delete, "Delete a location"),
    Operation("POST", f"{_ONE}/active", _EDIT, "settings.CREATE", _activate, "Mark a location as active"),
    Operation("POST", f"{_ONE}/inactive", _EDIT, "settings.CREATE", _deactivate, "Mark a location as inactive"),
    Operation("POST", f"{_ONE}/markasprimary", _EDIT, "settings.CREATE", _mark_primary, "Mark a location as primary"),
    Operation("GET", f"{_ONE}/users", _VIEW, "settings.READ", _users, "List the users of a location", listing=MEMBERS),
    Operation(
        "GET", "/settings/warehouses", _VIEW, "settings.READ", _warehouses, "List warehouses", listing=LOCATION_LISTING
    ),
    Operation(
        "GET", "/settings/warehouses/{warehouse_id}", _VIEW, "settings.READ", _get_warehouse, "Get a warehouse"
    ),
]  # fmt: skip
