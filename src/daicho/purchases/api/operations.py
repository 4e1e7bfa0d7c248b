"""The purchase order API: the same under both prefixes (zoho-surface.json, purchase-order and purchaseorders)."""

from daicho.documents.api.face import Face, Messages
from daicho.documents.api.fields import document_fields
from daicho.documents.api.operations import document_operations
from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.kind import Kind
from daicho.documents.core.sourcing import Sourcing
from daicho.documents.core.state import Action
from daicho.kernel.context import Ctx
from daicho.kernel.errors import invalid
from daicho.kernel.text import noop as _
from daicho.purchases.api.bills import OPERATIONS as BILLS
from daicho.purchases.api.landed_costs import OPERATIONS as LANDED_COSTS
from daicho.purchases.api.receives import OPERATIONS as RECEIVES
from daicho.purchases.api.schemas import PurchaseOrderInput
from daicho.purchases.api.serializers import purchase_order_json, purchase_order_row_json, purchase_order_rows_json
from daicho.purchases.kinds import PURCHASE_ORDER


def _create(ctx: Ctx, fields: DocumentFields) -> int:
    return create_document(ctx, kind=PURCHASE_ORDER, fields=fields)


def _update(ctx: Ctx, document_id: int, fields: DocumentFields) -> None:
    """Change the order; which sales order it serves, and how, is said once."""
    fields.pop("sourcing", None)
    update_document(ctx, kind=PURCHASE_ORDER, document_id=document_id, fields=fields)


def _fields(ctx: Ctx, kind: Kind, body: PurchaseOrderInput) -> DocumentFields:
    fields = document_fields(ctx, kind, body)
    if body.expected_delivery_date is not None and "due" not in fields:
        fields["due"] = body.expected_delivery_date
    if body.delivery_org_address_id is not None and body.delivery_customer_id is None:
        fields["delivery_customer_id"] = None
    if body.is_drop_shipment and body.is_backorder:
        raise invalid("is_drop_shipment", _("A purchase order is a backorder or a dropshipment, not both."))
    if body.is_drop_shipment or body.is_backorder:
        fields["sourcing"] = Sourcing.DROP_SHIPMENT if body.is_drop_shipment else Sourcing.BACKORDER
    return fields


_FACE = Face(
    kind=PURCHASE_ORDER,
    path="/purchaseorders",
    single="/purchaseorder",
    also=("purchase_order",),
    input=PurchaseOrderInput,
    messages=Messages(
        created=_("The purchase order has been created."),
        updated=_("The purchase order has been updated."),
        deleted=_("The purchase order has been deleted."),
        all_deleted=_("The purchase orders have been deleted."),
        sent=_("The purchase order has been sent."),
        submitted=_("The purchase order has been submitted for approval."),
        approved=_("The purchase order has been approved."),
        rejected=_("The purchase order has been rejected."),
        states={
            "open": _("The purchase order has been marked as open."),
            "issued": _("The purchase order has been marked as issued."),
            "billed": _("The purchase order has been marked as billed."),
            "cancelled": _("The purchase order has been marked as cancelled."),
            "draft": _("The purchase order has been marked as draft."),
        },
    ),
    verbs={
        "open": Action.OPEN,
        "issued": Action.OPEN,
        "billed": Action.BILL,
        "cancelled": Action.CANCEL,
        "draft": Action.DRAFT,
    },
    bulk_verbs=("issued", "open"),
    addresses=("billing",),
    create=_create,
    update=_update,
    json=purchase_order_json,
    row_json=purchase_order_row_json,
    rows_json=purchase_order_rows_json,
    fields=_fields,
)

OPERATIONS = [*document_operations(_FACE), *RECEIVES, *BILLS, *LANDED_COSTS]
