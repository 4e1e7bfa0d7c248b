"""Sales orders of which something was made."""

from collections.abc import Collection

from django.db.models import F, Q

from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.sales.models import InvoiceLine, Package, SalesOrderLine


def processed_orders(ctx: Ctx, ids: Collection[int]) -> set[int]:  # tidy: allow call-shape: the shape of Kind.processed
    """Return those of the orders that have a package, or an invoice which is not void: they stay as they are.

    So do those that wait for a purchase order made for them, or of which a vendor sends goods straight to the customer.
    """
    del ctx  # the organisation is in scope
    invoiced = InvoiceLine.objects.filter(source_line__document_id__in=ids).exclude(document__state=State.VOID)
    packed = Package.objects.filter(order_id__in=ids).values_list("order_id")
    on_order = Q(backordered_micro__gt=F("backorder_billed_micro")) | Q(dropped_micro__gt=0)
    sourced = SalesOrderLine.objects.filter(on_order, document_id__in=ids).order_by().values_list("document_id")
    found = invoiced.values_list("source_line__document_id").order_by().union(packed, sourced)
    return {order_id for (order_id,) in found}
