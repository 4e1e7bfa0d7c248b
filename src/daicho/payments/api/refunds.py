"""Operations on refunds of payments, credit notes and vendor credits."""

from dataclasses import dataclass
from typing import Any

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.payments.api.fields import refund_fields
from daicho.payments.api.schemas import RefundInput
from daicho.payments.api.serializers import refund_json
from daicho.payments.commands.create_refund import create_refund
from daicho.payments.commands.delete_refund import delete_refund
from daicho.payments.commands.update_refund import update_refund
from daicho.payments.core.settlement import Ref
from daicho.payments.queries._refund_listing import refund_listing
from daicho.payments.queries.list_refunds import list_refunds
from daicho.payments.queries.settled_records import settled_records
from daicho.platform.listing import Rows
from daicho.platform.wire.operation import Answer, Call, Done, Listed, Operation, Record


@dataclass(frozen=True, slots=True)
class RefundFace:
    """How refunds of one kind of record look on the wire.

    `path` of the records, `id` their placeholder, `name` as it stands in `<name>_id`; `key` of a single refund, `keys`
    of several; `all` whether there is a list over all records.
    """

    kind: str
    path: str
    id: str
    name: str
    refund: str
    key: str
    keys: str
    scope: str
    entity: str
    has_all: bool = False


FACES = (
    RefundFace(
        "customerpayment", "/customerpayments", "payment_id", "payment", "payment_refund_id", "payment_refunds",
        "payment_refunds", "customerpayments", _("Payment"),
    ),
    RefundFace(
        "vendorpayment", "/vendorpayments", "payment_id", "vendorpayment", "vendorpayment_refund_id",
        "vendorpayment_refund", "vendorpayment_refunds", "vendorpayments", _("Payment"),
    ),
    RefundFace(
        "creditnote", "/creditnotes", "creditnote_id", "creditnote", "creditnote_refund_id", "creditnote_refund",
        "creditnote_refunds", "creditnotes", _("Credit note"), has_all=True,
    ),
    RefundFace(
        "vendorcredit", "/vendorcredits", "vendor_credit_id", "vendor_credit", "vendor_credit_refund_id",
        "vendor_credit_refund", "vendor_credit_refunds", "debitnotes", _("Vendor credit"), has_all=True,
    ),
)  # fmt: skip


def refund_operations(face: RefundFace) -> list[Operation]:
    """Return the operations on refunds of one kind of record."""
    return [*_reading(face), *_writing(face)]


def _source(face: RefundFace, call: Call[Any]) -> Ref:
    ref = (face.kind, call.record_id(face.id, face.entity))
    if ref not in settled_records(call.ctx, refs=[ref]):
        raise NotFound(_("%(entity)s does not exist."), {"entity": face.entity})
    return ref


def _refund(call: Call[Any]) -> int:
    return call.record_id("refund_id", _("Refund"))


def _record(ctx: Ctx, face: RefundFace, source: Ref, refund_id: int, message: str, status: int = 200) -> Answer:
    rows = list_refunds(ctx, source_kind=face.kind, source_id=source[1], refund_id=refund_id).rows
    if not rows:
        raise NotFound(_("Refund does not exist."))
    return Record(face.key, refund_json(rows[0], face.name, face.refund), message, status=status)


def _reading(face: RefundFace) -> list[Operation]:
    listing = refund_listing(face.kind)

    def listed(call: Call[None], source_id: int | None = None, contact_id: int | None = None) -> Answer:
        criteria = call.criteria(listing)
        page = list_refunds(
            call.ctx, source_kind=face.kind, source_id=source_id, contact_id=contact_id, criteria=criteria
        )
        rows: list[Any] = [refund_json(view, face.name, face.refund) for view in page.rows]
        found: Rows[Any] = Rows(rows, page.has_more, page.total)
        return Listed.of(face.keys, found, criteria, _("Refunds"))

    def of_record(call: Call[None]) -> Answer:
        return listed(call, source_id=_source(face, call)[1])

    def of_all(call: Call[None]) -> Answer:
        return listed(call, contact_id=call.id("customer_id"))

    def show(call: Call[None]) -> Answer:
        return _record(call.ctx, face, _source(face, call), _refund(call), _("success"))

    view, read, path = "payments.view", f"{face.scope}.READ", f"{face.path}/{{{face.id}}}/refunds"
    found = [
        Operation("GET", path, view, read, of_record, "List refunds", listing=listing),
        Operation("GET", f"{path}/{{refund_id}}", view, read, show, "Get a refund"),
    ]
    if face.has_all:
        found.append(
            Operation(
                "GET", f"{face.path}/refunds", view, read, of_all, "List all refunds", listing=listing,
                parameters=("customer_id",),
            )
        )  # fmt: skip
    return found


def _writing(face: RefundFace) -> list[Operation]:
    def create(call: Call[RefundInput]) -> Answer:
        source = _source(face, call)
        refund_id = create_refund(call.ctx, source=source, fields=refund_fields(call.body))
        return _record(call.ctx, face, source, refund_id, _("The refund has been recorded."), 201)

    def update(call: Call[RefundInput]) -> Answer:
        source = _source(face, call)
        update_refund(call.ctx, refund_id=_refund(call), fields=refund_fields(call.body), of=source)
        return _record(call.ctx, face, source, _refund(call), _("The refund has been updated."))

    def delete(call: Call[None]) -> Answer:
        delete_refund(call.ctx, refund_id=_refund(call), of=_source(face, call))
        return Done(_("The refund has been deleted."))

    path = f"{face.path}/{{{face.id}}}/refunds"
    one = f"{path}/{{refund_id}}"
    post, put, remove = (f"{face.scope}.{verb}" for verb in ("CREATE", "UPDATE", "DELETE"))
    return [
        Operation("POST", path, "payments.create", post, create, "Record a refund", body=RefundInput),
        Operation("PUT", one, "payments.edit", put, update, "Update a refund", body=RefundInput),
        Operation("DELETE", one, "payments.delete", remove, delete, "Delete a refund"),
    ]
