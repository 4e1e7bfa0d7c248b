"""The API of sales returns and their receives, the same under both prefixes (zoho-surface.json, salesreturns)."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import Field

from daicho.documents.api.letters import letter_fields, letter_json
from daicho.documents.api.schemas import MailInput
from daicho.documents.letters import LetterDraft
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, RuleBroken, invalid, missing
from daicho.kernel.text import noop as _
from daicho.platform.custom_fields import wire_custom_field_hash
from daicho.platform.listing import Rows
from daicho.platform.wire.operation import Answer, Call, Done, Download, Listed, Operation, Record
from daicho.platform.wire.schema import CustomFieldValue, Day, Length, QuantityValue, RecordId, WireInput
from daicho.sales.api.return_json import receives_json, return_row_json, sales_return_json
from daicho.sales.commands.change_return_state import change_return_state
from daicho.sales.commands.create_sales_return import create_sales_return
from daicho.sales.commands.delete_return_receive import delete_return_receive
from daicho.sales.commands.delete_sales_return import delete_sales_return
from daicho.sales.commands.mail_return_receive import mail_return_receive
from daicho.sales.commands.mail_sales_return import mail_sales_return
from daicho.sales.commands.receive_sales_return import receive_sales_return
from daicho.sales.commands.update_sales_return import update_sales_return
from daicho.sales.core.rules import FEATURE_OFF
from daicho.sales.core.sales_return import ReturnFields, ReturnReceiveFields, State
from daicho.sales.papers.return_letters import return_letter, return_receive_letter
from daicho.sales.papers.return_slips import return_receive_pdf, sales_return_pdf
from daicho.sales.queries.list_sales_returns import RETURN_LISTING, list_sales_returns
from daicho.sales.queries.return_receive_detail import return_receive_detail

_LINES = 1000
_PRINTED = 25
_HEADER = {
    "salesreturn_number": "number",
    "date": "date",
    "reason": "reason",
    "location_id": "location_id",
    "custom_fields": "custom_fields",
}
_LINE = {
    "line_item_id": "line_id",
    "salesorder_item_id": "source_line_id",
    "invoice_item_id": "source_line_id",
    "item_id": "item_id",
    "location_id": "location_id",
    "description": "description",
    "quantity": "quantity",
    "non_receive_quantity": "credit_only",
}
Nested = Annotated[list[Any], Field(max_length=_LINES)]


class ReturnLineInput(WireInput):
    """What comes back of a line of the order (or of an invoice without one), named by that line's id, or by the item.

    `quantity` is to be received; `non_receive_quantity` is credited, but its goods stay away.
    """

    line_item_id: RecordId | None = None
    salesorder_item_id: RecordId | None = None
    invoice_item_id: RecordId | None = None
    item_id: RecordId | None = None
    location_id: RecordId | None = None
    description: Annotated[str, Length(2000)] = ""
    quantity: QuantityValue | None = None
    non_receive_quantity: QuantityValue | None = None
    mapped_items: Nested = []


class ReturnInput(WireInput):
    """A new return, or changes to one; `line_items` replaces all lines, without them everything shipped comes back.

    `salesorder_id` or `invoice_id` may stand in the query as well. `status` of a new one: approved (default), draft.
    """

    salesorder_id: RecordId | None = None
    invoice_id: RecordId | None = None
    salesreturn_number: Annotated[str, Length(100)] = ""
    date: Day | None = None
    status: Annotated[str, Length(20)] = ""
    reason: Annotated[str, Length(10_000)] = ""
    location_id: RecordId | None = None
    line_items: Annotated[list[ReturnLineInput], Field(max_length=_LINES)] | None = None
    custom_fields: list[CustomFieldValue] | None = None


class ReceivedLineInput(WireInput):
    """What arrived of a line of the return, named by that line's id."""

    line_item_id: RecordId | None = None
    quantity: QuantityValue | None = None
    mapped_items: Nested = []
    serial_numbers: Nested = []
    batches: Nested = []
    storages: Nested = []


class ReturnReceiveInput(WireInput):
    """A receive; without `line_items` everything arrives that is still to come, at the locations of the return.

    `salesreturn_id` may stand in the query as well.
    """

    salesreturn_id: RecordId | None = None
    receive_number: Annotated[str, Length(100)] = ""
    date: Day | None = None
    location_id: RecordId | None = None
    notes: Annotated[str, Length(10_000)] = ""
    line_items: Annotated[list[ReceivedLineInput], Field(max_length=_LINES)] | None = None


def _create(call: Call[ReturnInput]) -> Answer:
    call.demand_number("salesreturn_number")
    order_id = call.id("salesorder_id") or call.body.salesorder_id
    invoice_id = call.id("invoice_id") or call.body.invoice_id
    if not order_id and not invoice_id:
        raise InvalidInput([missing("salesorder_id")])
    fields = _fields(call.body)
    made = create_sales_return(call.ctx, order_id=order_id, invoice_id=invoice_id, fields=fields)
    return _record(call.ctx, made, _("The sales return has been created."), 201)


def _update(call: Call[ReturnInput]) -> Answer:
    update_sales_return(call.ctx, return_id=_id(call), fields=_fields(call.body))
    return _record(call.ctx, _id(call), _("The sales return has been updated."))


def _list(call: Call[None]) -> Answer:
    criteria = call.criteria(RETURN_LISTING)
    page = list_sales_returns(call.ctx, criteria=criteria)
    rows = [{**return_row_json(call.ctx, view), **wire_custom_field_hash(view.custom)} for view in page.rows]
    return Listed.of("salesreturns", Rows(rows, page.has_more, page.total), criteria, _("Sales returns"))


def _get(call: Call[None]) -> Answer:
    if call.format() != "json":
        return _paper(*sales_return_pdf(call.ctx, return_ids=[_id(call)]))
    return _record(call.ctx, _id(call), _("success"))


def _delete(call: Call[None]) -> Answer:
    delete_sales_return(call.ctx, return_id=_id(call))
    return Done(_("The sales return has been deleted."))


def _becomes(state: State, message: str) -> Callable[[Call[None]], Answer]:
    def do(call: Call[None]) -> Answer:
        change_return_state(call.ctx, return_id=_id(call), state=state)
        return Done(message)

    return do


def _receive(call: Call[ReturnReceiveInput]) -> Answer:
    return_id = call.id("salesreturn_id") or call.body.salesreturn_id
    if return_id is None:
        raise InvalidInput([missing("salesreturn_id")])
    body = call.body.model_dump(exclude_unset=True)
    names = {"receive_number": "number", "date": "date", "notes": "notes", "location_id": "location_id"}
    fields: dict[str, Any] = {names[name]: body[name] for name in names if body.get(name) is not None}
    if call.body.line_items is not None:
        fields["lines"] = [_received_line(line) for line in call.body.line_items]
    given: ReturnReceiveFields = fields  # type: ignore[assignment]
    made = receive_sales_return(call.ctx, return_id=return_id, fields=given)
    return _receive_record(call.ctx, made, _("The returned goods have been received."), 201)


def _get_receive(call: Call[None]) -> Answer:
    if call.format() != "json":
        return _paper(*return_receive_pdf(call.ctx, receive_id=_receive_id(call)))
    return _receive_record(call.ctx, _receive_id(call), _("success"))


def _delete_receive(call: Call[None]) -> Answer:
    delete_return_receive(call.ctx, receive_id=_receive_id(call))
    return Done(_("The sales return receive has been deleted."))


def _print(call: Call[None]) -> Answer:
    return _paper(*sales_return_pdf(call.ctx, return_ids=call.ids("salesreturn_ids", limit=_PRINTED)), inline=True)


def _propose(call: Call[None]) -> Answer:
    return _letter(return_letter(call.ctx, return_id=_id(call)))


def _send(call: Call[MailInput]) -> Answer:
    mail_sales_return(call.ctx, return_id=_id(call), letter=letter_fields(call))
    return Done(_("The return slip has been sent."))


def _propose_receive(call: Call[None]) -> Answer:
    return _letter(return_receive_letter(call.ctx, receive_id=_receive_id(call)))


def _send_receive(call: Call[MailInput]) -> Answer:
    mail_return_receive(call.ctx, receive_id=_receive_id(call), letter=letter_fields(call))
    return Done(_("The receipt has been sent."))


def _letter(draft: LetterDraft) -> Answer:
    return Done(_("success"), extra={"data": letter_json(draft)})


def _paper(name: str, content: bytes, *, inline: bool = False) -> Answer:
    return Download(name, "application/pdf", content, inline=inline)


def _id(call: Call[Any]) -> int:
    return call.record_id("salesreturn_id", _("Sales return"))


def _receive_id(call: Call[Any]) -> int:
    return call.record_id("salesreturnreceive_id", _("Sales return receive"))


def _fields(body: ReturnInput) -> ReturnFields:
    sent = body.model_dump(exclude_unset=True)
    fields: dict[str, Any] = {
        _HEADER[name]: sent[name]
        for name in _HEADER
        if sent.get(name) is not None or (name in sent and name == "location_id")
    }
    if body.status:
        if body.status not in set(State):
            raise invalid("status", _("Invalid value passed for %(field)s"), {"field": "status"})
        fields["state"] = State(body.status)
    if body.line_items is not None:
        fields["lines"] = [_line(line) for line in body.line_items]
    return fields  # type: ignore[return-value]


def _line(line: ReturnLineInput) -> dict[str, Any]:
    _refuse_parts(line.mapped_items)
    sent = line.model_dump(exclude_unset=True)
    return {_LINE[name]: sent[name] for name in _LINE if sent.get(name) is not None}


def _received_line(line: ReceivedLineInput) -> dict[str, Any]:
    _refuse_parts(line.mapped_items)
    if line.serial_numbers or line.batches or line.storages:
        raise RuleBroken(FEATURE_OFF, _("Tracking of serial numbers and batches is not enabled in this organization."))
    sent = line.model_dump(exclude_unset=True, include={"line_item_id", "quantity"})
    names = {"line_item_id": "line_id", "quantity": "quantity"}
    return {names[name]: value for name, value in sent.items() if value is not None}


def _refuse_parts(mapped_items: list[Any]) -> None:
    if mapped_items:
        raise RuleBroken(FEATURE_OFF, _("Parts of a kit do not come back by themselves: return the kit."))


def _record(ctx: Ctx, return_id: int, message: str, status: int = 200) -> Answer:
    return Record("salesreturn", sales_return_json(ctx, return_id), message, status=status)


def _receive_record(ctx: Ctx, receive_id: int, message: str, status: int = 200) -> Answer:
    (receive,) = receives_json(ctx, [return_receive_detail(ctx, receive_id=receive_id)])
    return Record("salesreturnreceive", receive, message, status=status, also=("salesreturn",))


_ALL, _ONE = "/salesreturns", "/salesreturns/{salesreturn_id}"
_RECEIVES, _RECEIVE = "/salesreturnreceives", "/salesreturnreceives/{salesreturnreceive_id}"
_VIEW, _MAKE, _EDIT, _DELETE = (f"salesreturns.{action}" for action in ("view", "create", "edit", "delete"))
_POST, _READ, _CHANGE, _REMOVE = (f"salesreturns.{verb}" for verb in ("CREATE", "READ", "UPDATE", "DELETE"))
_approve = _becomes(State.APPROVED, _("The sales return has been approved."))
_redraft = _becomes(State.DRAFT, _("The sales return has been marked as draft."))
OPERATIONS: list[Operation] = [
    Operation(
        "POST", _ALL, _MAKE, _POST, _create, "Create a sales return", body=ReturnInput,
        parameters=("salesorder_id", "invoice_id", "ignore_auto_number_generation"),
    ),
    Operation("GET", _ALL, _VIEW, _READ, _list, "List sales returns", listing=RETURN_LISTING),
    Operation("GET", _ONE, _VIEW, _READ, _get, "Get a sales return", parameters=("accept", "print")),
    Operation("GET", f"{_ALL}/print", _VIEW, _READ, _print, "Print return slips", parameters=("salesreturn_ids",)),
    Operation("GET", f"{_ONE}/email", _VIEW, _READ, _propose, "Get the proposed e-mail with a return slip"),
    Operation(
        "POST", f"{_ONE}/email", _EDIT, _POST, _send, "Send a return slip by e-mail", body=MailInput,
        parameters=("send_attachment",),
    ),
    Operation(
        "PUT", _ONE, _EDIT, _CHANGE, _update, "Update a sales return", body=ReturnInput, parameters=("salesorder_id",)
    ),
    Operation("DELETE", _ONE, _DELETE, _REMOVE, _delete, "Delete a sales return"),
    Operation("POST", f"{_ONE}/status/approved", _EDIT, _CHANGE, _approve, "Approve a sales return"),
    Operation("POST", f"{_ONE}/status/draft", _EDIT, _CHANGE, _redraft, "Make a sales return a draft again"),
    Operation(
        "POST", _RECEIVES, _EDIT, "salesreturnreceives.CREATE", _receive, "Receive goods of a sales return",
        body=ReturnReceiveInput, parameters=("salesreturn_id",),
    ),
    Operation(
        "GET", _RECEIVE, _VIEW, "salesreturnreceives.READ", _get_receive, "Get a sales return receive",
        parameters=("accept", "print"),
    ),
    Operation(
        "GET", f"{_RECEIVE}/email", _VIEW, "salesreturnreceives.READ", _propose_receive,
        "Get the proposed e-mail with the receipt of returned goods",
    ),
    Operation(
        "POST", f"{_RECEIVE}/email", _EDIT, "salesreturnreceives.CREATE", _send_receive,
        "Send the receipt of returned goods by e-mail", body=MailInput, parameters=("send_attachment",),
    ),
    Operation(
        "DELETE", _RECEIVE, _DELETE, "salesreturnreceives.DELETE", _delete_receive, "Delete a sales return receive"
    ),
]  # fmt: skip
