"""Operations on assemblies, which the wire calls bundles."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.kernel.measure import MICRO, Quantity
from daicho.kernel.rounding import Rounding, divide
from daicho.kernel.text import noop as _
from daicho.platform.custom_fields import wire_custom_field_hash, wire_custom_fields
from daicho.platform.listing import Rows
from daicho.platform.wire.operation import Answer, Call, Done, Json, Listed, Operation, Record
from daicho.platform.wire.writer import day_text, id_text, micro_number, moment_text, money_number
from daicho.stock.api.batches_schema import batches_json, named_batches
from daicho.stock.api.schemas import BundleInput, BundleLineInput
from daicho.stock.commands.change_assembly_state import change_assembly_state
from daicho.stock.commands.create_assembly import create_assembly
from daicho.stock.commands.delete_assembly import delete_assembly
from daicho.stock.commands.update_assembly import update_assembly
from daicho.stock.core.adjustment import bad
from daicho.stock.core.approval import ASSEMBLY_STATES, Action, State
from daicho.stock.core.assembly import AssemblyFields, AssemblyLineFields
from daicho.stock.core.rules import FEATURE_OFF
from daicho.stock.queries._assembly_views import AssemblyLineView, AssemblyView
from daicho.stock.queries.assembly_detail import assembly_detail
from daicho.stock.queries.list_assemblies import ASSEMBLY_LISTING, list_assemblies

_KEY, _ID, _ASSEMBLY = "bundle", "bundle_id", _("Assembly")
_HEADER = {
    "transaction_number": "number",
    "reference_number": "reference",
    "date": "date",
    "description": "description",
    "composite_item_id": "item_id",
    "quantity_to_bundle": "quantity",
    "bundle_type": "kind",
    "warehouse_id": "location_id",
    "location_id": "location_id",
    "custom_fields": "custom_fields",
}
_LINE = {
    "line_item_id": "line_id",
    "item_id": "item_id",
    "name": "name",
    "description": "description",
    "unit": "unit",
    "account_id": "account_id",
    "warehouse_id": "location_id",
    "location_id": "location_id",
    "rate": "rate",
}
_ACTIONS = {State.CONFIRMED: Action.CONFIRM, State.BUNDLED: Action.BUNDLE, State.DRAFT: Action.DRAFT}
"""What leads to a state."""


def _create(call: Call[BundleInput]) -> Answer:
    state = _state(call) or State.DRAFT
    assembly_id = create_assembly(call.ctx, fields=_fields(call, call.body.quantity_to_bundle), state=state)
    return _record(call.ctx, assembly_id, _("The assembly has been created."), status=201)


def _update(call: Call[BundleInput]) -> Answer:
    assembly_id, state = _id(call), _state(call)
    before = assembly_detail(call.ctx, assembly_id=assembly_id)
    quantity = call.body.quantity_to_bundle
    if fields := _fields(call, Quantity(before.quantity).value if quantity is None else quantity):
        update_assembly(call.ctx, assembly_id=assembly_id, fields=fields)
    if state:
        change_assembly_state(call.ctx, assembly_id=assembly_id, action=_ACTIONS[state])
    return _record(call.ctx, assembly_id, _("The assembly has been updated."))


def _list(call: Call[None]) -> Answer:
    criteria = call.criteria(ASSEMBLY_LISTING)
    in_vain = call.query.get("project_id")  # no assembly belongs to a project
    page = Rows([], has_more=False, total=0) if in_vain else list_assemblies(call.ctx, criteria=criteria)
    rows: list[Mapping[str, Json]] = [
        {**_bundle(call.ctx, view), **wire_custom_field_hash(view.custom)} for view in page.rows
    ]
    return Listed.of("bundles", Rows(rows, page.has_more, page.total), criteria, _("Assemblies"))


def _get(call: Call[None]) -> Answer:
    return _record(call.ctx, _id(call), _("success"))


def _delete(call: Call[None]) -> Answer:
    delete_assembly(call.ctx, assembly_id=_id(call))
    return Done(_("The assembly has been deleted."))


def _does(action: Action, message: str) -> Callable[[Call[None]], Answer]:
    def do(call: Call[None]) -> Answer:
        change_assembly_state(call.ctx, assembly_id=_id(call), action=action)
        return _record(call.ctx, _id(call), message)

    return do


def _id(call: Call[Any]) -> int:
    return call.record_id(_ID, _ASSEMBLY)


def _state(call: Call[BundleInput]) -> State | None:
    """Return the state that is asked for: `status`, else what `is_completed` implies; None for neither."""
    status = call.body.status
    if status:
        if status not in {state.value for state in ASSEMBLY_STATES}:
            raise InvalidInput([bad("status")])
        return State(status)
    return State.BUNDLED if call.body.is_completed else None


def _fields(call: Call[BundleInput], quantity: Decimal | None) -> AssemblyFields:
    """Return what the body says. `ignore_auto_number_generation` makes the reference number the assembly's number."""
    body = call.body
    if body.finished_product_storages:
        raise _storages_off()
    sent = body.model_dump(exclude_unset=True)
    fields: dict[str, Any] = {_HEADER[name]: sent[name] for name in _HEADER if sent.get(name) is not None}
    if not fields.get("kind", "x"):
        del fields["kind"]
    batches = named_batches(body.finished_product_batches, body.finished_product_serial_numbers)
    if batches is not None:
        fields["batches"] = batches
    if call.flag("ignore_auto_number_generation") and body.reference_number:
        fields["number"] = body.reference_number
    if body.line_items is not None:
        lines = sorted(body.line_items, key=lambda line: line.item_order)
        fields["lines"] = [_line(line, quantity) for line in lines]
    return fields  # type: ignore[return-value]


def _line(line: BundleLineInput, quantity: Decimal | None) -> AssemblyLineFields:
    """Return a line. The wire tells what one composite takes; what all take together goes before, where it is given."""
    if line.storages:
        raise _storages_off()
    sent = line.model_dump(exclude_unset=True)
    fields: dict[str, Any] = {_LINE[name]: sent[name] for name in _LINE if sent.get(name) is not None}
    if line.total_quantity_consumed is not None:
        fields["quantity"] = line.total_quantity_consumed
    elif line.quantity_consumed is not None:
        fields["quantity"] = line.quantity_consumed * (1 if quantity is None else quantity)
    fields["batches"] = named_batches(line.batches, line.serial_numbers)
    return fields  # type: ignore[return-value]


def _storages_off() -> RuleBroken:
    return RuleBroken(FEATURE_OFF, _("Storage locations are not enabled in this organization."))


def _record(ctx: Ctx, assembly_id: int, message: str, *, status: int = 200) -> Record:
    return Record(_KEY, _bundle(ctx, assembly_detail(ctx, assembly_id=assembly_id)), message, status=status)


def _bundle(ctx: Ctx, view: AssemblyView) -> dict[str, Json]:
    place = {"id": id_text(view.location_id), "name": view.location_name}
    made = batches_json(view.batches, quantity="in_quantity" if view.kind == "bundle" else "out_quantity")
    return {
        "bundle_id": id_text(view.assembly_id),
        "transaction_number": view.number,
        "reference_number": view.reference,
        "bundle_type": view.kind,
        "date": day_text(view.date),
        "description": view.description,
        "composite_item_id": id_text(view.item_id),
        "composite_item_name": view.item_name,
        "composite_item_sku": view.item_sku,
        "quantity_to_bundle": micro_number(view.quantity),
        "status": view.state.value,
        "is_completed": view.state is State.BUNDLED,
        "total": money_number(view.total),
        **{f"{name}_{part}": text for name in ("location", "warehouse") for part, text in place.items()},
        "project_id": "",
        "project_name": "",
        "line_items": [_line_json(view, order, line) for order, line in enumerate(view.lines, start=1)],
        **{f"finished_product_{name}": value for name, value in made.items()},
        "finished_product_storages": [],
        "custom_fields": wire_custom_fields(view.custom),
        "custom_field_hash": wire_custom_field_hash(view.custom),
        "created_by_id": id_text(view.created_by_id),
        "created_time": moment_text(view.created_at, ctx.time_zone),
        "last_modified_time": moment_text(view.modified_at, ctx.time_zone),
    }


def _line_json(view: AssemblyView, order: int, line: AssemblyLineView) -> dict[str, Json]:
    place = {"id": id_text(line.location_id), "name": line.location_name}
    return {
        "line_item_id": id_text(line.line_id),
        "item_order": order,
        "item_id": id_text(line.item_id),
        "name": line.name,
        "sku": line.sku,
        "description": line.description,
        "unit": line.unit,
        "quantity_consumed": micro_number(divide(line.quantity * MICRO, view.quantity, Rounding.HALF_UP)),
        "total_quantity_consumed": micro_number(line.quantity),
        "rate": micro_number(_rate(line)),
        "item_total": money_number(line.total),
        "account_id": id_text(line.account_id),
        "account_name": line.account_name,
        **{f"{name}_{part}": text for name in ("location", "warehouse") for part, text in place.items()},
        **batches_json(line.batches, quantity="out_quantity" if view.kind == "bundle" else "in_quantity"),
        "storages": [],
    }


def _rate(line: AssemblyLineView) -> int:
    """Return the cost of one unit in 10^-6: of a service as given, of goods what they are worth by their quantity."""
    if line.rate is not None:
        return line.rate
    numerator, denominator = line.total.value.as_integer_ratio()
    return divide(numerator * 10**12, denominator * line.quantity, Rounding.HALF_UP)


_ALL, _ONE = "/bundles", f"/bundles/{{{_ID}}}"
_VIEW, _EDIT = "assemblies.view", "assemblies.edit"
_READ, _CREATE = "compositeitems.READ", "compositeitems.CREATE"
_NUMBERED = ("ignore_auto_number_generation",)
_bundled = _does(Action.BUNDLE, _("The assembly has been carried out."))
_confirmed = _does(Action.CONFIRM, _("The assembly has been confirmed."))
OPERATIONS: list[Operation] = [
    Operation(
        "POST", _ALL, "assemblies.create", _CREATE, _create, "Create an assembly", body=BundleInput,
        parameters=_NUMBERED,
    ),
    Operation(
        "GET", _ALL, _VIEW, _READ, _list, "List assemblies", listing=ASSEMBLY_LISTING, parameters=("project_id",)
    ),
    Operation("GET", _ONE, _VIEW, _READ, _get, "Get an assembly"),
    Operation(
        "PUT", _ONE, _EDIT, "compositeitems.UPDATE", _update, "Update an assembly", body=BundleInput,
        parameters=_NUMBERED,
    ),
    Operation("DELETE", _ONE, "assemblies.delete", "compositeitems.DELETE", _delete, "Delete an assembly"),
    Operation("POST", f"{_ONE}/bundled", _EDIT, _CREATE, _bundled, "Carry out an assembly"),
    Operation("POST", f"{_ONE}/confirmed", _EDIT, _CREATE, _confirmed, "Confirm an assembly"),
]  # fmt: skip
