"""The kinds of documents that go to customers."""

from daicho.documents.core.kind import Kind, Names, Words
from daicho.documents.core.state import SALES_ORDER_MOVES
from daicho.kernel.text import noop as _
from daicho.sales.models import SalesOrder, SalesOrderLine

SALES_ORDER = Kind(
    entity="salesorder",
    module="salesorders",
    purpose="sale",
    contact_type="customer",
    words=Words(
        name=_("Sales order"),
        plural=_("Sales orders"),
        does_not_exist=_("Sales order does not exist."),
        title=_("Sales order"),
    ),
    names=Names(
        key="salesorder",
        id="salesorder_id",
        number="salesorder_number",
        contact_id="customer_id",
        contact_name="customer_name",
        due="shipment_date",
    ),
    header=SalesOrder,
    line=SalesOrderLine,
    moves=SALES_ORDER_MOVES,
    default_account="sales_default",
    extra=("salesperson_id",),
)
