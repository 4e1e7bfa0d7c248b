"""The kinds of documents that come from or go to vendors."""

from daicho.documents.core.kind import Kind, Names, Words
from daicho.documents.core.state import PURCHASE_ORDER_MOVES
from daicho.kernel.text import noop as _
from daicho.ledger.core.account_type import FROM_INVENTORY
from daicho.purchases.models import PurchaseOrder, PurchaseOrderLine
from daicho.purchases.queries.processed_orders import processed_orders

PURCHASE_ORDER = Kind(
    entity="purchaseorder",
    module="purchaseorders",
    purpose="purchase",
    contact_type="vendor",
    words=Words(
        name=_("Purchase order"),
        plural=_("Purchase orders"),
        does_not_exist=_("Purchase order does not exist."),
        title=_("Purchase order"),
    ),
    names=Names(
        key="purchaseorder",
        id="purchaseorder_id",
        number="purchaseorder_number",
        contact_id="vendor_id",
        contact_name="vendor_name",
        due="delivery_date",
    ),
    header=PurchaseOrder,
    line=PurchaseOrderLine,
    moves=PURCHASE_ORDER_MOVES,
    default_account="cogs_default",
    extra=("delivery_customer_id", "source_id"),
    line_extra=("source_line_id",),
    account_types=frozenset(FROM_INVENTORY),
    processed=processed_orders,
)
