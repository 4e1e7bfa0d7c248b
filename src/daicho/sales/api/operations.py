"""The sales order API: the same under both prefixes (zoho-surface.json, modules sales-order and salesorders)."""

from daicho.documents.api.face import Face, Messages
from daicho.documents.api.operations import document_operations
from daicho.documents.api.records import record_id
from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.state import Action
from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.platform.wire.operation import Answer, Call, Done, Operation
from daicho.sales.api.packages import OPERATIONS as PACKAGES
from daicho.sales.api.schemas import SalesOrderInput
from daicho.sales.api.serializers import sales_order_json, sales_order_row_json
from daicho.sales.api.shipments import OPERATIONS as SHIPMENTS
from daicho.sales.commands.cancel_order_items import cancel_order_items
from daicho.sales.commands.convert_estimate import convert_estimate
from daicho.sales.commands.reopen_order_items import reopen_order_items
from daicho.sales.kinds import SALES_ORDER


def _create(ctx: Ctx, fields: DocumentFields) -> int:
    return create_document(ctx, kind=SALES_ORDER, fields=fields)


def _update(ctx: Ctx, document_id: int, fields: DocumentFields) -> None:
    update_document(ctx, kind=SALES_ORDER, document_id=document_id, fields=fields)


def _make(call: Call[SalesOrderInput], fields: DocumentFields) -> int:
    """Create a sales order: for itself, or of an estimate."""
    if call.body.estimate_id is None:
        return _create(call.ctx, fields)
    return convert_estimate(call.ctx, estimate_id=call.body.estimate_id, target=SALES_ORDER, fields=fields)


_FACE = Face(
    kind=SALES_ORDER,
    path="/salesorders",
    single="/salesorder",
    also=("sales_order",),
    input=SalesOrderInput,
    messages=Messages(
        created=_("The sales order has been created."),
        updated=_("The sales order has been updated."),
        deleted=_("The sales order has been deleted."),
        all_deleted=_("The sales orders have been deleted."),
        sent=_("The sales order has been sent."),
        submitted=_("The sales order has been submitted for approval."),
        approved=_("The sales order has been approved."),
        rejected=_("The sales order has been rejected."),
        states={
            "open": _("The sales order has been marked as open."),
            "confirmed": _("The sales order has been marked as confirmed."),
            "void": _("The sales order has been marked as void."),
            "draft": _("The sales order has been marked as draft."),
        },
    ),
    verbs={"open": Action.OPEN, "confirmed": Action.OPEN, "void": Action.VOID, "draft": Action.DRAFT},
    bulk_verbs=("confirmed", "open"),
    addresses=("billing", "shipping"),
    create=_create,
    update=_update,
    json=sales_order_json,
    row_json=sales_order_row_json,
    make=_make,
)


def _cancel_items(call: Call[None]) -> Answer:
    cancel_order_items(call.ctx, order_id=record_id(_FACE, call))
    return Done(_("The remaining items have been cancelled."))


def _reopen_items(call: Call[None]) -> Answer:
    reopen_order_items(call.ctx, order_id=record_id(_FACE, call))
    return Done(_("The cancelled items are expected again."))


_ONE = "/salesorders/{salesorder_id}"
OPERATIONS = [
    *document_operations(_FACE),
    Operation(
        "POST", f"{_ONE}/cancelitems", "salesorders.edit", "salesorders.UPDATE", _cancel_items,
        "Cancel what was neither packed nor invoiced of a sales order",
    ),
    Operation(
        "POST", f"{_ONE}/reopenitems", "salesorders.edit", "salesorders.UPDATE", _reopen_items,
        "Expect the cancelled items of a sales order again",
    ),
    *PACKAGES,
    *SHIPMENTS,
]  # fmt: skip
