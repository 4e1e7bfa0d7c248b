"""Operations on purchase receives."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import Field

from daicho.documents.core.portion import PortionFields
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, RuleBroken, invalid, missing
from daicho.kernel.text import noop as _
from daicho.organizations.api.approvals import approvers_json
from daicho.organizations.queries.approval_levels import approval_levels
from daicho.platform.custom_fields import wire_custom_field_hash, wire_custom_fields
from daicho.platform.listing import Rows
from daicho.platform.wire.operation import Answer, Call, Done, Json, Listed, Operation, Record
from daicho.platform.wire.schema import CustomFieldValue, Day, Length, QuantityValue, RecordId, WholeNumber, WireInput
from daicho.platform.wire.writer import day_text, id_text, micro_number, moment_text
from daicho.purchases.commands.change_receive_state import change_receive_state
from daicho.purchases.commands.create_purchase_receive import create_purchase_receive
from daicho.purchases.commands.delete_purchase_receive import delete_purchase_receive
from daicho.purchases.commands.update_purchase_receive import update_purchase_receive
from daicho.purchases.core.receive import ENTITY, Action, ReceiveFields, State
from daicho.purchases.core.rules import FEATURE_OFF
from daicho.purchases.queries._receive_views import ReceiveView
from daicho.purchases.queries.list_purchase_receives import RECEIVE_LISTING, list_purchase_receives
from daicho.purchases.queries.receive_detail import receive_detail

_RECEIVE = _("Purchase receive")
_KEY, _ID = "purchase_receive", "purchasereceive_id"
_ALSO = ("purchasereceive",)
_LINES = 1000
_HEADER = {
    "receive_number": "number",
    "date": "date",
    "notes": "notes",
    "location_id": "location_id",
    "custom_fields": "custom_fields",
}
_LINE = {"line_item_id": "line_id", "item_id": "item_id", "description": "description", "quantity": "quantity"}


class ReceiveLineInput(WireInput):
    """What came of one line of the order, named by that line's id (or by the item)."""

    line_item_id: RecordId | None = None
    item_id: RecordId | None = None
    name: Annotated[str, Length(255)] = ""
    description: Annotated[str, Length(2000)] = ""
    item_order: WholeNumber | None = None
    quantity: QuantityValue | None = None
    unit: Annotated[str, Length(50)] = ""
    serial_numbers: Annotated[list[Any], Field(max_length=_LINES)] = []
    batches: Annotated[list[Any], Field(max_length=_LINES)] = []
    storages: Annotated[list[Any], Field(max_length=_LINES)] = []


class ReceiveInput(WireInput):
    """A new receive, or changes to one; `line_items` replaces all lines, without them everything open comes in.

    `purchaseorder_id` may stand in the query as well. `status` of a new one: received (default), in_transit, draft.
    """

    purchaseorder_id: RecordId | None = None
    receive_number: Annotated[str, Length(100)] = ""
    date: Day | None = None
    status: Annotated[str, Length(20)] = ""
    location_id: RecordId | None = None
    notes: Annotated[str, Length(10_000)] = ""
    line_items: Annotated[list[ReceiveLineInput], Field(max_length=_LINES)] | None = None
    custom_fields: list[CustomFieldValue] | None = None


class ReasonInput(WireInput):
    """Why something is done."""

    reason: Annotated[str, Length(500)] = ""


def _create(call: Call[ReceiveInput]) -> Answer:
    call.demand_number("receive_number")
    order_id = call.id("purchaseorder_id") or call.body.purchaseorder_id
    if order_id is None:
        raise InvalidInput([missing("purchaseorder_id")])
    receive_id = create_purchase_receive(call.ctx, order_id=order_id, fields=_fields(call.body))
    return _record(call.ctx, receive_id, _("The purchase receive has been created."), 201)


def _update(call: Call[ReceiveInput]) -> Answer:
    update_purchase_receive(call.ctx, receive_id=_id(call), fields=_fields(call.body))
    return _record(call.ctx, _id(call), _("The purchase receive has been updated."))


def _list(call: Call[None]) -> Answer:
    criteria = call.criteria(RECEIVE_LISTING)
    page = list_purchase_receives(call.ctx, criteria=criteria)
    rows: list[Mapping[str, Json]] = [
        {**_receive(call.ctx, view), **wire_custom_field_hash(view.custom)} for view in page.rows
    ]
    return Listed.of("purchasereceives", Rows(rows, page.has_more, page.total), criteria, _("Purchase receives"))


def _get(call: Call[None]) -> Answer:
    return _record(call.ctx, _id(call), _("success"))


def _delete(call: Call[None]) -> Answer:
    delete_purchase_receive(call.ctx, receive_id=_id(call))
    return Done(_("The purchase receive has been deleted."))


def _does(action: Action, message: str, *, is_final: bool = False) -> Callable[[Call[Any]], Answer]:
    def do(call: Call[Any]) -> Answer:
        reason = call.body.reason if isinstance(call.body, ReasonInput) else ""
        day = call.day("date") if action is Action.RECEIVE else None
        change_receive_state(call.ctx, receive_id=_id(call), action=action, day=day, reason=reason, is_final=is_final)
        return Done(message)

    return do


def _id(call: Call[Any]) -> int:
    return call.record_id(_ID, _RECEIVE)


def _fields(body: ReceiveInput) -> ReceiveFields:
    sent = body.model_dump(exclude_unset=True)
    fields: dict[str, Any] = {
        _HEADER[name]: sent[name] for name in _HEADER if sent.get(name) is not None or (name in sent and "_id" in name)
    }
    if body.status:
        if body.status not in set(State):
            raise invalid("status", _("Invalid value passed for %(field)s"), {"field": "status"})
        fields["state"] = State(body.status)
    if body.line_items is not None:
        fields["lines"] = [_line(line) for line in body.line_items]
    return fields  # type: ignore[return-value]


def _line(line: ReceiveLineInput) -> PortionFields:
    if line.serial_numbers or line.batches or line.storages:
        raise RuleBroken(FEATURE_OFF, _("Tracking of serial numbers and batches is not enabled in this organization."))
    sent = line.model_dump(exclude_unset=True)
    return {_LINE[name]: sent[name] for name in _LINE if sent.get(name) is not None}  # type: ignore[return-value]


def _record(ctx: Ctx, receive_id: int, message: str, status: int = 200) -> Answer:
    levels = approval_levels(ctx, entity=ENTITY, entity_ids=[receive_id]).get(receive_id, ())
    view = receive_detail(ctx, receive_id=receive_id)
    shown = {**_receive(ctx, view), "approvers": approvers_json(ctx, levels)}
    return Record(_KEY, shown, message, status=status, also=_ALSO)


def _receive(ctx: Ctx, view: ReceiveView) -> dict[str, Json]:
    return {
        "receive_id": id_text(view.receive_id),
        "receive_number": view.number,
        "purchasereceive_id": id_text(view.receive_id),  # as a client on PyPI asks for it
        "purchasereceive_number": view.number,
        "purchaseorder_id": id_text(view.order_id),
        "purchaseorder_number": view.order_number,
        "date": day_text(view.day),
        "status": view.state.value,
        "received_status": view.state.value,
        "vendor_id": id_text(view.vendor_id),
        "vendor_name": view.vendor_name,
        "location_id": id_text(view.location_id),
        "location_name": view.location_name,
        "contact_persons": [{"contact_person_id": id_text(person_id)} for person_id in view.person_ids],
        "notes": view.notes,
        "quantity": micro_number(view.quantity),
        "custom_fields": wire_custom_fields(view.custom),
        "custom_field_hash": wire_custom_field_hash(view.custom),
        "line_items": [
            {
                "line_item_id": id_text(line.line_id),
                "purchaseorder_item_id": id_text(line.order_line_id),
                "item_id": id_text(line.item_id),
                "name": line.name,
                "description": line.description,
                "item_order": line.position,
                "quantity": micro_number(line.quantity),
                "unit": line.unit,
                "serial_numbers": [],
                "batches": [],
                "storages": [],
            }
            for line in view.lines
        ],
        "billing_address": [dict(view.billing_address)],
        "shipping_address": [dict(view.shipping_address)],
        "created_time": moment_text(view.created_at, ctx.time_zone),
        "last_modified_time": moment_text(view.modified_at, ctx.time_zone),
    }


_ALL, _ONE = "/purchasereceives", f"/purchasereceives/{{{_ID}}}"
_VIEW, _EDIT, _APPROVE = (f"purchasereceives.{action}" for action in ("view", "edit", "approve"))
_POST, _READ, _CHANGE, _REMOVE = (f"purchasereceives.{verb}" for verb in ("CREATE", "READ", "UPDATE", "DELETE"))
_sent = _does(Action.SEND, _("The purchase receive has been marked as in transit."))
_received = _does(Action.RECEIVE, _("The purchase receive has been marked as received."))
_submitted = _does(Action.SUBMIT, _("The purchase receive has been submitted for approval."))
_approved = _does(Action.APPROVE, _("The purchase receive has been approved."))
_finally = _does(Action.APPROVE, _("The purchase receive has been approved."), is_final=True)
_rejected = _does(Action.REJECT, _("The purchase receive has been rejected."))
OPERATIONS: list[Operation] = [
    Operation(
        "POST", _ALL, "purchasereceives.create", _POST, _create, "Create a purchase receive", body=ReceiveInput,
        parameters=("purchaseorder_id", "ignore_auto_number_generation"),
    ),
    Operation("GET", _ALL, _VIEW, _READ, _list, "List purchase receives", listing=RECEIVE_LISTING),
    Operation("GET", _ONE, _VIEW, _READ, _get, "Get a purchase receive"),
    Operation("PUT", _ONE, _EDIT, _CHANGE, _update, "Update a purchase receive", body=ReceiveInput),
    Operation("DELETE", _ONE, "purchasereceives.delete", _REMOVE, _delete, "Delete a purchase receive"),
    Operation("POST", f"{_ONE}/intransit", _EDIT, _POST, _sent, "Mark a purchase receive as in transit"),
    Operation(
        "POST", f"{_ONE}/markasreceived", _EDIT, _POST, _received, "Mark a purchase receive as received",
        parameters=("date",),
    ),
    Operation("POST", f"{_ONE}/submit", _EDIT, _CHANGE, _submitted, "Submit a purchase receive for approval"),
    Operation("POST", f"{_ONE}/approve", _APPROVE, _CHANGE, _approved, "Approve a purchase receive"),
    Operation("POST", f"{_ONE}/approve/final", _APPROVE, _CHANGE, _finally, "Approve a purchase receive finally"),
    Operation("POST", f"{_ONE}/reject", _APPROVE, _CHANGE, _rejected, "Reject a purchase receive", body=ReasonInput),
]  # fmt: skip
