"""The orders that serve an order, or that it serves."""

from collections.abc import Sequence

from daicho.documents.core.kind import Kind
from daicho.documents.queries._standing import Related
from daicho.documents.queries._views import DocumentView
from daicho.kernel.context import Ctx
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.purchases.queries.serving_orders import serving_orders
from daicho.sales.kinds import SALES_ORDER
from daicho.sales.queries.served_order import served_order


def orders_around(ctx: Ctx, *, kind: Kind, view: DocumentView) -> Sequence[Related]:
    """Return the purchase orders that serve a sales order, or the sales order that a purchase order serves."""
    if kind is SALES_ORDER:
        return serving_orders(ctx, order_id=view.document_id)
    served = view.extra["source_id"] if kind is PURCHASE_ORDER and view.extra["sourcing"] else None
    found = served_order(ctx, order_id=served) if isinstance(served, int) else None
    return [found] if found else []
