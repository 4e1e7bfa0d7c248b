"""The API of bills and vendor credits: the same under both prefixes (zoho-surface.json, bills and vendor-credits)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from daicho.documents.api.face import Face, Messages
from daicho.documents.api.fields import document_fields
from daicho.documents.api.operations import document_operations
from daicho.documents.api.records import attach_files, record_id
from daicho.documents.api.schemas import ReasonInput
from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.kind import Kind
from daicho.documents.core.state import Action
from daicho.documents.queries.converted_fields import converted_fields
from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.platform.wire.operation import Answer, Call, Done, Listed, Operation, Record
from daicho.purchases.api.bill_json import (
    bill_json,
    bill_row_json,
    bill_rows_json,
    vendor_credit_json,
    vendor_credit_row_json,
)
from daicho.purchases.api.editpage import bill_of_orders, fields_of_orders
from daicho.purchases.api.schemas import BillInput, VendorCreditInput
from daicho.purchases.commands.mark_bill_received import mark_bill_received
from daicho.purchases.commands.mark_credit_sent_back import mark_credit_sent_back
from daicho.purchases.kinds import BILL, VENDOR_CREDIT


def _creating(kind: Kind) -> Callable[[Ctx, DocumentFields], int]:
    return lambda ctx, fields: create_document(ctx, kind=kind, fields=fields, is_open=True)


def _updating(kind: Kind) -> Callable[[Ctx, int, DocumentFields], None]:
    return lambda ctx, document_id, fields: update_document(ctx, kind=kind, document_id=document_id, fields=fields)


_VERBS = {"open": Action.OPEN, "void": Action.VOID, "draft": Action.DRAFT}
_BILLS = Face(
    kind=BILL,
    path="/bills",
    single="/bill",
    also=(),
    input=BillInput,
    messages=Messages(
        created=_("The bill has been created."),
        updated=_("The bill has been updated."),
        deleted=_("The bill has been deleted."),
        all_deleted=_("The bills have been deleted."),
        sent=_("The bill has been sent."),
        submitted=_("The bill has been submitted for approval."),
        approved=_("The bill has been approved."),
        rejected=_("The bill has been rejected."),
        states={
            "open": _("The bill has been marked as open."),
            "void": _("The bill has been marked as void."),
            "draft": _("The bill has been marked as draft."),
        },
    ),
    verbs=_VERBS,
    bulk_verbs=("open",),
    addresses=("billing",),
    create=_creating(BILL),
    update=_updating(BILL),
    json=bill_json,
    row_json=bill_row_json,
    rows_json=bill_rows_json,
)
_CREDITS = Face(
    kind=VENDOR_CREDIT,
    path="/vendorcredits",
    single="/vendorcredit",
    also=(),
    input=VendorCreditInput,
    messages=Messages(
        created=_("The vendor credit has been created."),
        updated=_("The vendor credit has been updated."),
        deleted=_("The vendor credit has been deleted."),
        all_deleted=_("The vendor credits have been deleted."),
        sent=_("The vendor credit has been sent."),
        submitted=_("The vendor credit has been submitted for approval."),
        approved=_("The vendor credit has been approved."),
        rejected=_("The vendor credit has been rejected."),
        states={
            "open": _("The vendor credit has been marked as open."),
            "void": _("The vendor credit has been marked as void."),
            "draft": _("The vendor credit has been marked as draft."),
        },
    ),
    verbs=_VERBS,
    bulk_verbs=("open",),
    addresses=("billing",),
    create=_creating(VENDOR_CREDIT),
    update=_updating(VENDOR_CREDIT),
    json=vendor_credit_json,
    row_json=vendor_credit_row_json,
)


def _fields(face: Face, call: Call[Any], own: str) -> DocumentFields:
    """Return the fields of the body with the kind's own mark."""
    fields: Any = document_fields(call.ctx, face.kind, call.body)
    if own in call.given:
        fields[own] = getattr(call.body, own)
    result: DocumentFields = fields
    return result


def _create(face: Face, own: str) -> Callable[[Call[Any]], Answer]:
    def create(call: Call[Any]) -> Answer:
        call.demand_number(face.kind.names.number)
        fields = _fields(face, call, own)
        bill_id = call.id("bill_id") if face is _CREDITS else None
        if bill_id is not None:
            fields = {**converted_fields(call.ctx, kind=face.kind, source_id=bill_id), **fields}
        if face is _BILLS and "line_items" not in call.given and (order_ids := _order_ids(call.body)):
            fields = {**fields_of_orders(call.ctx, order_ids), **fields}
        is_open = not (call.body.is_draft or call.flag("is_draft"))
        document_id = create_document(call.ctx, kind=face.kind, fields=fields, is_open=is_open)
        attach_files(face, call, document_id)
        value = face.json(call.ctx, document_id)
        return Record(face.kind.names.key, value, face.messages.created, status=201)

    return create


def _order_ids(body: BillInput) -> list[int]:
    """Return the orders that a bill without lines asks for payment of."""
    return list(dict.fromkeys([*(body.purchaseorder_ids or ()), *filter(None, [body.purchaseorder_id])]))


def _update(face: Face, own: str) -> Callable[[Call[Any]], Answer]:
    def update(call: Call[Any]) -> Answer:
        document_id = record_id(face, call)
        face.update(call.ctx, document_id, _fields(face, call, own))
        attach_files(face, call, document_id)
        return Record(face.kind.names.key, face.json(call.ctx, document_id), face.messages.updated)

    return update


def _operations(face: Face, own: str) -> list[Operation]:
    """Return the operations of a kind; those that make or change one know its own mark, and open at once."""
    handlers = {
        ("POST", face.path): _create(face, own),
        ("PUT", f"{face.path}/{{{face.kind.names.id}}}"): _update(face, own),
    }
    more = ("is_draft", "bill_id") if face is _CREDITS else ("is_draft",)
    found = []
    for operation in document_operations(face):
        handler = handlers.get((operation.method, operation.path))
        if handler is not None:
            parameters = (*operation.parameters, *more) if operation.method == "POST" else operation.parameters
            operation = replace(operation, handler=handler, parameters=parameters)  # noqa: PLW2901
        if (operation.method, operation.path) == ("GET", face.path):
            parameters = (*operation.parameters, "recurring_bill_id")
            operation = replace(operation, handler=_listing(operation), parameters=parameters)  # noqa: PLW2901
        found.append(replace(operation, scope=operation.scope.replace("vendorcredits.", "debitnotes.")))
    return found


def _listing(operation: Operation) -> Callable[[Call[Any]], Answer]:
    """Return the list's handler under the name that the description has; no bill comes from a recurring one."""

    def listed(call: Call[Any]) -> Answer:
        if call.query.get("recurring_bill_id"):
            call = replace(call, query={**call.query, _BILLS.ids: "0"})
        answer = operation.handler(call)
        return replace(answer, key=operation.path.strip("/")) if isinstance(answer, Listed) else answer

    return listed


def _received(call: Call[Any]) -> Answer:
    mark_bill_received(call.ctx, bill_id=record_id(_BILLS, call))
    return Done(_("The bill has been marked as received."))


def _not_received(call: Call[Any]) -> Answer:
    mark_bill_received(call.ctx, bill_id=record_id(_BILLS, call), is_received=False)
    return Done(_("The bill is not marked as received any more."))


def _sent_back(call: Call[Any]) -> Answer:
    mark_credit_sent_back(call.ctx, vendor_credit_id=record_id(_CREDITS, call))
    return Done(_("The vendor credit has been marked as sent back."))


def _not_sent_back(call: Call[Any]) -> Answer:
    mark_credit_sent_back(call.ctx, vendor_credit_id=record_id(_CREDITS, call), is_sent_back=False)
    return Done(_("The vendor credit is not marked as sent back any more."))


_BILL, _CREDIT = "/bills/{bill_id}", "/vendorcredits/{vendor_credit_id}"
OPERATIONS: list[Operation] = [
    *_operations(_BILLS, "is_received"),
    Operation(
        "GET", "/bills/editpage/frompurchaseorders", "bills.view", "bills.READ", bill_of_orders,
        "Get a bill of purchase orders, ready to be created", parameters=("purchaseorder_ids",),
    ),
    Operation(
        "POST", f"{_BILL}/markasreceived", "bills.edit", "bills.CREATE", _received,
        "Mark the goods of a bill as received", body=ReasonInput,
    ),
    Operation(
        "POST", f"{_BILL}/undoreceived", "bills.edit", "bills.CREATE", _not_received,
        "Take back that the goods were received", body=ReasonInput,
    ),
    *_operations(_CREDITS, "is_sent_back"),
    Operation(
        "POST", f"{_CREDIT}/markassentback", "vendorcredits.edit", "debitnotes.CREATE", _sent_back,
        "Mark the goods of a vendor credit as sent back", body=ReasonInput,
    ),
    Operation(
        "POST", f"{_CREDIT}/undosentback", "vendorcredits.edit", "debitnotes.CREATE", _not_sent_back,
        "Take back that the goods were sent back", body=ReasonInput,
    ),
]  # fmt: skip
