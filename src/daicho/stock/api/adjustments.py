"""Operations on inventory adjustments."""

from collections.abc import Callable, Mapping
from typing import Any

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.kernel.rounding import Rounding, divide
from daicho.kernel.text import noop as _
from daicho.organizations.api.approvals import approvers_json
from daicho.organizations.queries.approval_levels import approval_levels
from daicho.platform.custom_fields import wire_custom_field_hash, wire_custom_fields
from daicho.platform.listing import Rows
from daicho.platform.wire.operation import Answer, Call, Done, Json, Listed, Operation, Record
from daicho.platform.wire.writer import day_text, id_text, micro_number, moment_text, money_number
from daicho.stock.api.batches_schema import batches_json, named_batches
from daicho.stock.api.schemas import AdjustmentInput, AdjustmentLineInput, ReasonInput
from daicho.stock.commands.change_adjustment_state import change_adjustment_state
from daicho.stock.commands.create_adjustment import create_adjustment
from daicho.stock.commands.delete_adjustment import delete_adjustment
from daicho.stock.commands.update_adjustment import update_adjustment
from daicho.stock.core.adjustment import ENTITY, AdjustmentFields, AdjustmentLineFields, bad
from daicho.stock.core.approval import Action
from daicho.stock.core.rules import FEATURE_OFF
from daicho.stock.queries._adjustment_views import AdjustmentLineView, AdjustmentView
from daicho.stock.queries.adjustment_detail import adjustment_detail
from daicho.stock.queries.list_adjustments import ADJUSTMENT_LISTING, list_adjustments

_ADJUSTMENT = _("Inventory adjustment")
_KEY = "inventory_adjustment"
_ID = "inventory_adjustment_id"
_HEADER = {
    "inventory_adjustment_number": "number",
    "date": "date",
    "reason": "reason",
    "description": "description",
    "reference_number": "reference",
    "adjustment_type": "adjustment_type",
    "warehouse_id": "location_id",
    "location_id": "location_id",
    "adjustment_account_id": "account_id",
    "account_id": "account_id",
    "custom_fields": "custom_fields",
}
_LINE = {
    "line_item_id": "line_id",
    "item_id": "item_id",
    "name": "name",
    "description": "description",
    "unit": "unit",
    "warehouse_id": "location_id",
    "location_id": "location_id",
    "adjustment_account_id": "account_id",
}


def _create(call: Call[AdjustmentInput]) -> Answer:
    status = _status(call)
    adjustment_id = create_adjustment(call.ctx, fields=_fields(call.body), is_draft=status == "draft")
    message = _("The inventory adjustment has been created.")
    return Record(_KEY, _shown(call.ctx, adjustment_id), message, status=201)


def _update(call: Call[AdjustmentInput]) -> Answer:
    adjustment_id, status = _id(call), _status(call)
    if fields := _fields(call.body):
        update_adjustment(call.ctx, adjustment_id=adjustment_id, fields=fields)
    if status == "adjusted":
        change_adjustment_state(call.ctx, adjustment_id=adjustment_id, action=Action.ADJUST)
    return Record(_KEY, _shown(call.ctx, adjustment_id), _("The inventory adjustment has been updated."))


def _list(call: Call[None]) -> Answer:
    criteria = call.criteria(ADJUSTMENT_LISTING)
    page = list_adjustments(call.ctx, criteria=criteria)
    rows: list[Mapping[str, Json]] = [
        {**_adjustment(call.ctx, view), **wire_custom_field_hash(view.custom)} for view in page.rows
    ]
    shown = Rows(rows, page.has_more, page.total)
    return Listed.of("inventory_adjustments", shown, criteria, _("Inventory adjustments"))


def _get(call: Call[None]) -> Answer:
    return Record(_KEY, _shown(call.ctx, _id(call)))


def _delete(call: Call[None]) -> Answer:
    delete_adjustment(call.ctx, adjustment_id=_id(call))
    return Done(_("The inventory adjustment has been deleted."))


def _does(action: Action, message: str, *, is_final: bool = False) -> Callable[[Call[Any]], Answer]:
    def do(call: Call[Any]) -> Answer:
        reason = call.body.reason if isinstance(call.body, ReasonInput) else ""
        change_adjustment_state(call.ctx, adjustment_id=_id(call), action=action, reason=reason, is_final=is_final)
        return Done(message)

    return do


def _id(call: Call[Any]) -> int:
    return call.record_id(_ID, _ADJUSTMENT)


def _status(call: Call[AdjustmentInput]) -> str:
    if call.body.status not in {"", "draft", "adjusted"}:
        raise InvalidInput([bad("status")])
    return call.body.status


def _fields(body: AdjustmentInput) -> AdjustmentFields:
    sent = body.model_dump(exclude_unset=True)
    fields: dict[str, Any] = {_HEADER[name]: sent[name] for name in _HEADER if name in sent}
    if not fields.get("adjustment_type", "x"):
        del fields["adjustment_type"]
    if body.line_items is not None:
        fields["lines"] = [_line(line) for line in body.line_items]
    return fields  # type: ignore[return-value]


def _line(line: AdjustmentLineInput) -> AdjustmentLineFields:
    if line.storages:
        raise RuleBroken(FEATURE_OFF, _("Storage locations are not enabled in this organization."))
    sent = line.model_dump(exclude_unset=True)
    fields: dict[str, Any] = {_LINE[name]: sent[name] for name in _LINE if sent.get(name) is not None}
    fields |= {"quantity": line.quantity_adjusted, "rate": line.rate}
    fields["value"] = line.item_total if line.value_adjusted is None else line.value_adjusted
    fields["batches"] = named_batches(line.batches, line.serial_numbers)
    return fields  # type: ignore[return-value]


def _shown(ctx: Ctx, adjustment_id: int) -> dict[str, Json]:
    levels = approval_levels(ctx, entity=ENTITY, entity_ids=[adjustment_id]).get(adjustment_id, ())
    view = adjustment_detail(ctx, adjustment_id=adjustment_id)
    return {**_adjustment(ctx, view), "approvers": approvers_json(ctx, levels)}


def _adjustment(ctx: Ctx, view: AdjustmentView) -> dict[str, Json]:
    place = {"id": id_text(view.location_id), "name": view.location_name}
    return {
        "inventory_adjustment_id": id_text(view.adjustment_id),
        "inventory_adjustment_number": view.number,
        "date": day_text(view.date),
        "reason": view.reason,
        "reason_id": id_text(view.reason_id),
        "description": view.description,
        "reference_number": view.reference,
        "adjustment_type": view.adjustment_type,
        "status": view.state.value,
        "adjustment_account_id": id_text(view.account_id),
        "adjustment_account_name": view.account_name,
        **{f"{name}_{part}": text for name in ("location", "warehouse") for part, text in place.items()},
        "total": money_number(view.total),
        "line_items": [_line_json(view, line) for line in view.lines],
        "custom_fields": wire_custom_fields(view.custom),
        "custom_field_hash": wire_custom_field_hash(view.custom),
        "created_time": moment_text(view.created_at, ctx.time_zone),
        "last_modified_time": moment_text(view.modified_at, ctx.time_zone),
    }


def _line_json(view: AdjustmentView, line: AdjustmentLineView) -> dict[str, Json]:
    place = {"id": id_text(line.location_id), "name": line.location_name}
    by_value = view.adjustment_type == "value"
    return {
        "line_item_id": id_text(line.line_id),
        "item_id": id_text(line.item_id),
        "name": line.name,
        "description": line.description,
        "unit": line.unit,
        "quantity_adjusted": micro_number(line.quantity),
        "value_adjusted": money_number(line.total) if by_value else 0,
        "rate": micro_number(_rate(line)),
        "item_total": money_number(line.total),
        "is_combo_product": False,
        "adjustment_account_id": id_text(line.account_id),
        "adjustment_account_name": line.account_name,
        **{f"{name}_{part}": text for name in ("location", "warehouse") for part, text in place.items()},
        **batches_json(line.batches, quantity="in_quantity" if line.quantity > 0 else "out_quantity"),
        "storages": [],
    }


def _rate(line: AdjustmentLineView) -> int:
    """Return the cost of one unit in 10^-6: as given, else what the line is worth by its quantity."""
    if line.rate is not None or not line.quantity:
        return line.rate or 0
    numerator, denominator = line.total.value.as_integer_ratio()
    return divide(numerator * 10**12, denominator * line.quantity, Rounding.HALF_UP)


_ALL, _ONE = "/inventoryadjustments", f"/inventoryadjustments/{{{_ID}}}"
_VIEW, _EDIT, _APPROVE = "adjustments.view", "adjustments.edit", "adjustments.approve"
_READ, _CHANGE = "inventoryadjustments.READ", "inventoryadjustments.UPDATE"
_submitted = _does(Action.SUBMIT, _("The inventory adjustment has been submitted for approval."))
_approved = _does(Action.APPROVE, _("The inventory adjustment has been approved."))
_finally = _does(Action.APPROVE, _("The inventory adjustment has been approved."), is_final=True)
_rejected = _does(Action.REJECT, _("The inventory adjustment has been rejected."))
OPERATIONS: list[Operation] = [
    Operation(
        "POST", _ALL, "adjustments.create", "inventoryadjustments.CREATE", _create, "Create an inventory adjustment",
        body=AdjustmentInput,
    ),
    Operation("GET", _ALL, _VIEW, _READ, _list, "List inventory adjustments", listing=ADJUSTMENT_LISTING),
    Operation("GET", _ONE, _VIEW, _READ, _get, "Get an inventory adjustment"),
    Operation("PUT", _ONE, _EDIT, _CHANGE, _update, "Update an inventory adjustment", body=AdjustmentInput),
    Operation(
        "DELETE", _ONE, "adjustments.delete", "inventoryadjustments.DELETE", _delete, "Delete an inventory adjustment"
    ),
    Operation("POST", f"{_ONE}/submit", _EDIT, _CHANGE, _submitted, "Submit an inventory adjustment for approval"),
    Operation("POST", f"{_ONE}/approve", _APPROVE, _CHANGE, _approved, "Approve an inventory adjustment"),
    Operation(
        "POST", f"{_ONE}/approve/final", _APPROVE, _CHANGE, _finally, "Approve an inventory adjustment finally"
    ),
    Operation(
        "POST", f"{_ONE}/reject", _APPROVE, _CHANGE, _rejected, "Reject an inventory adjustment", body=ReasonInput
    ),
]  # fmt: skip
