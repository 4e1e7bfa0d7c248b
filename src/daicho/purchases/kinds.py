"""The kinds of documents that come from or go to vendors."""

from daicho.documents.core.kind import Books, Kind, Names, Words
from daicho.documents.core.state import BOUGHT_MOVES, PURCHASE_ORDER_MOVES
from daicho.kernel.text import noop as _
from daicho.ledger.core.account_type import FROM_INVENTORY
from daicho.ledger.core.locks import Scope
from daicho.purchases.models import Bill, BillLine, PurchaseOrder, PurchaseOrderLine, VendorCredit, VendorCreditLine
from daicho.purchases.queries.processed_bills import processed_bills
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
    extra=("delivery_customer_id", "source_id", "sourcing"),
    line_extra=("source_line_id",),
    account_types=frozenset(FROM_INVENTORY),
    processed=processed_orders,
    complete="daicho.purchases.commands._delivery.with_delivery",
    begin="daicho.purchases.commands._sourcing.with_sourcing",
    after="daicho.purchases.commands._sourcing.follow_sourcing",
    marks=("received_status", "billed_status", "sourcing"),
)
BILL = Kind(
    entity="bill",
    module="bills",
    purpose="purchase",
    contact_type="vendor",
    words=Words(
        name=_("Bill"),
        plural=_("Bills"),
        does_not_exist=_("Bill does not exist."),
        title=_("Bill"),
    ),
    names=Names(
        key="bill",
        id="bill_id",
        number="bill_number",
        contact_id="vendor_id",
        contact_name="vendor_name",
        due="due_date",
    ),
    header=Bill,
    line=BillLine,
    moves=BOUGHT_MOVES,
    default_account="cogs_default",
    extra=("is_received",),
    begin="daicho.purchases.commands._goods.with_goods",
    line_extra=("source_line_id",),
    account_types=frozenset(FROM_INVENTORY),
    processed=processed_bills,
    books=Books(Scope.PURCHASES, "daicho.purchases.commands.post_bills.post_bills"),
    settling="due",
    has_terms=True,
    source=PURCHASE_ORDER,
    after="daicho.purchases.commands.follow_orders.follow_orders",
    has_foreign_numbers=True,
)
VENDOR_CREDIT = Kind(
    entity="vendorcredit",
    module="vendorcredits",
    purpose="purchase",
    contact_type="vendor",
    words=Words(
        name=_("Vendor credit"),
        plural=_("Vendor credits"),
        does_not_exist=_("Vendor credit does not exist."),
        title=_("Vendor credit"),
    ),
    names=Names(
        key="vendor_credit",
        id="vendor_credit_id",
        number="vendor_credit_number",
        contact_id="vendor_id",
        contact_name="vendor_name",
        due="due_date",
    ),
    header=VendorCredit,
    line=VendorCreditLine,
    moves=BOUGHT_MOVES,
    default_account="cogs_default",
    extra=("is_sent_back",),
    line_extra=("source_line_id",),
    account_types=frozenset(FROM_INVENTORY),
    books=Books(Scope.PURCHASES, "daicho.purchases.commands.post_vendor_credits.post_vendor_credits"),
    settling="credit",
    source=BILL,
)
