"""Operations on transfer orders."""

from collections.abc import Callable, Mapping
from typing import Any

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, RuleBroken, missing
from daicho.kernel.text import noop as _
from daicho.organizations.api.approvals import approvers_json
from daicho.organizations.queries.approval_levels import approval_levels
from daicho.platform.custom_fields import wire_custom_field_hash, wire_custom_fields
from daicho.platform.listing import Rows
from daicho.platform.wire.operation import Answer, Call, Done, Json, Listed, Operation, Record
from daicho.platform.wire.writer import day_text, id_text, micro_number, moment_text
from daicho.stock.api.batches_schema import batches_json, named_batches
from daicho.stock.api.schemas import ReasonInput, TransferInput, TransferLineInput
from daicho.stock.commands.change_transfer_state import change_transfer_state
from daicho.stock.commands.create_transfer import create_transfer
from daicho.stock.commands.delete_transfers import delete_transfers
from daicho.stock.commands.update_transfer import update_transfer
from daicho.stock.core.approval import Action
from daicho.stock.core.rules import FEATURE_OFF
from daicho.stock.core.transfer import ENTITY, TransferFields, TransferLineFields
from daicho.stock.queries._transfer_views import TransferView
from daicho.stock.queries.list_transfers import TRANSFER_LISTING, list_transfers
from daicho.stock.queries.transfer_detail import transfer_detail

_TRANSFER = _("Transfer order")
_NOBODY_HAS = ("project_id", "serial_number", "tracking_number")
"""What a list may be narrowed by and no transfer order has."""

_KEY, _ID = "transfer_order", "transfer_order_id"
_HEADER = {
    "transfer_order_number": "number",
    "date": "date",
    "description": "description",
    "from_warehouse_id": "from_location_id",
    "to_warehouse_id": "to_location_id",
    "from_location_id": "from_location_id",
    "to_location_id": "to_location_id",
    "is_intransit_order": "is_intransit_order",
    "custom_fields": "custom_fields",
}
_LINE = {
    "line_item_id": "line_id",
    "item_id": "item_id",
    "name": "name",
    "description": "description",
    "unit": "unit",
    "quantity_transfer": "quantity",
}


def _create(call: Call[TransferInput]) -> Answer:
    call.demand_number("transfer_order_number")
    transfer_id = create_transfer(call.ctx, fields=_fields(call.body))
    return Record(_KEY, _shown(call.ctx, transfer_id), _("The transfer order has been created."), status=201)


def _update(call: Call[TransferInput]) -> Answer:
    update_transfer(call.ctx, transfer_id=_id(call), fields=_fields(call.body))
    return Record(_KEY, _shown(call.ctx, _id(call)), _("The transfer order has been updated."))


def _list(call: Call[None]) -> Answer:
    criteria = call.criteria(TRANSFER_LISTING)
    asked_in_vain = any(call.query.get(name) for name in _NOBODY_HAS)
    page = Rows([], has_more=False, total=0) if asked_in_vain else list_transfers(call.ctx, criteria=criteria)
    rows: list[Mapping[str, Json]] = [
        {**_transfer(call.ctx, view), **wire_custom_field_hash(view.custom)} for view in page.rows
    ]
    return Listed.of("transfer_orders", Rows(rows, page.has_more, page.total), criteria, _("Transfer orders"))


def _get(call: Call[None]) -> Answer:
    shown = _shown(call.ctx, _id(call))
    return Done(_("success"), extra={_KEY: shown, "locations": shown["locations"]})


def _delete(call: Call[None]) -> Answer:
    delete_transfers(call.ctx, transfer_ids=[_id(call)])
    return Done(_("The transfer order has been deleted."))


def _delete_many(call: Call[None]) -> Answer:
    delete_transfers(call.ctx, transfer_ids=call.ids("transfer_order_ids"))
    return Done(_("The transfer orders have been deleted."))


def _receive(call: Call[None]) -> Answer:
    day = call.day("date")
    if day is None:
        raise InvalidInput([missing("date")])
    change_transfer_state(call.ctx, transfer_id=_id(call), action=Action.RECEIVE, day=day)
    return Done(_("The transfer order has been marked as transferred."))


def _does(action: Action, message: str, *, is_final: bool = False) -> Callable[[Call[Any]], Answer]:
    def do(call: Call[Any]) -> Answer:
        reason = call.body.reason if isinstance(call.body, ReasonInput) else ""
        change_transfer_state(call.ctx, transfer_id=_id(call), action=action, reason=reason, is_final=is_final)
        return Done(message)

    return do


def _id(call: Call[Any]) -> int:
    return call.record_id(_ID, _TRANSFER)


def _fields(body: TransferInput) -> TransferFields:
    sent = body.model_dump(exclude_unset=True)
    fields: dict[str, Any] = {_HEADER[name]: sent[name] for name in _HEADER if sent.get(name) is not None}
    if body.line_items is not None:
        fields["lines"] = [_line(line) for line in body.line_items]
    return fields  # type: ignore[return-value]


def _line(line: TransferLineInput) -> TransferLineFields:
    if line.from_storages or line.to_storages:
        raise RuleBroken(FEATURE_OFF, _("Storage locations are not enabled in this organization."))
    sent = line.model_dump(exclude_unset=True)
    fields: dict[str, Any] = {_LINE[name]: sent[name] for name in _LINE if sent.get(name) is not None}
    return {**fields, "batches": named_batches(line.batches, line.serial_numbers)}  # type: ignore[typeddict-item]


def _shown(ctx: Ctx, transfer_id: int) -> dict[str, Json]:
    levels = approval_levels(ctx, entity=ENTITY, entity_ids=[transfer_id]).get(transfer_id, ())
    view = transfer_detail(ctx, transfer_id=transfer_id)
    return {**_transfer(ctx, view), "approvers": approvers_json(ctx, levels)}


def _transfer(ctx: Ctx, view: TransferView) -> dict[str, Json]:
    places = {
        "from": (id_text(view.from_location_id), view.from_location_name),
        "to": (id_text(view.to_location_id), view.to_location_name),
    }
    return {
        "transfer_order_id": id_text(view.transfer_id),
        "transfer_order_number": view.number,
        "date": day_text(view.day),
        "received_date": day_text(view.received_on),
        **{
            f"{side}_{name}_{part}": text
            for side, place in places.items()
            for name in ("location", "warehouse")
            for part, text in zip(("id", "name"), place, strict=True)
        },
        "status": view.state.value,
        "is_intransit_order": view.is_intransit_order,
        "description": view.description,
        "quantity_transfer": micro_number(view.quantity),
        "line_items": [
            {
                "line_item_id": id_text(line.line_id),
                "item_id": id_text(line.item_id),
                "name": line.name,
                "description": line.description,
                "quantity_transfer": micro_number(line.quantity),
                "unit": line.unit,
                **batches_json(line.batches, quantity="out_quantity"),
            }
            for line in view.lines
        ],
        "locations": dict(places.values()),
        "custom_fields": wire_custom_fields(view.custom),
        "custom_field_hash": wire_custom_field_hash(view.custom),
        "created_time": moment_text(view.created_at, ctx.time_zone),
        "last_modified_time": moment_text(view.modified_at, ctx.time_zone),
    }


_ALL, _ONE = "/transferorders", f"/transferorders/{{{_ID}}}"
_VIEW, _EDIT, _APPROVE = "transfers.view", "transfers.edit", "transfers.approve"
_CREATE, _READ, _CHANGE, _REMOVE = (
    f"transferorders.{verb}" for verb in ("CREATE", "READ", "UPDATE", "DELETE")
)  # fmt: skip
_sent = _does(Action.SEND, _("The transfer order has been marked as in transit."))
_submitted = _does(Action.SUBMIT, _("The transfer order has been submitted for approval."))
_approved = _does(Action.APPROVE, _("The transfer order has been approved."))
_finally = _does(Action.APPROVE, _("The transfer order has been approved."), is_final=True)
_rejected = _does(Action.REJECT, _("The transfer order has been rejected."))
OPERATIONS: list[Operation] = [
    Operation(
        "POST", _ALL, "transfers.create", _CREATE, _create, "Create a transfer order", body=TransferInput,
        parameters=("ignore_auto_number_generation",),
    ),
    Operation(
        "GET", _ALL, _VIEW, _READ, _list, "List transfer orders", listing=TRANSFER_LISTING, parameters=_NOBODY_HAS
    ),
    Operation(
        "DELETE", _ALL, "transfers.delete", _REMOVE, _delete_many, "Delete transfer orders",
        parameters=("transfer_order_ids",),
    ),
    Operation("GET", _ONE, _VIEW, _READ, _get, "Get a transfer order"),
    Operation(
        "PUT", _ONE, _EDIT, _CHANGE, _update, "Update a transfer order", body=TransferInput,
        parameters=("ignore_auto_number_generation",),
    ),
    Operation("DELETE", _ONE, "transfers.delete", _REMOVE, _delete, "Delete a transfer order"),
    Operation(
        "POST", f"{_ONE}/markastransferred", _EDIT, _CREATE, _receive, "Mark a transfer order as transferred",
        parameters=("date",),
    ),
    Operation(
        "POST", f"{_ONE}/intransit", _EDIT, _CREATE, _sent, "Mark a transfer order as in transit",
        parameters=("is_tax_inclusive",),
    ),
    Operation("POST", f"{_ONE}/submit", _EDIT, _CHANGE, _submitted, "Submit a transfer order for approval"),
    Operation("POST", f"{_ONE}/approve", _APPROVE, _CHANGE, _approved, "Approve a transfer order"),
    Operation("POST", f"{_ONE}/approve/final", _APPROVE, _CHANGE, _finally, "Approve a transfer order finally"),
    Operation("POST", f"{_ONE}/reject", _APPROVE, _CHANGE, _rejected, "Reject a transfer order", body=ReasonInput),
]  # fmt: skip
