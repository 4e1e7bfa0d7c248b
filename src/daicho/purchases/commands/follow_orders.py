"""Let purchase orders follow what is billed of them."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.purchases.commands._order_marks import refresh_marks
from daicho.purchases.models import PurchaseOrder, PurchaseOrderLine


# tidy: allow unauthorised: part of the commands that bill orders
# tidy: allow call-shape: the shape of Kind.after
def follow_orders(ctx: Ctx, source_line_ids: Collection[int]) -> None:
    """Make the marks of the orders of these lines follow; those that are complete are closed."""
    with unit_of_work(ctx) as unit:
        mine = PurchaseOrderLine.objects.filter(id__in=source_line_ids).values("document_id")
        orders = PurchaseOrder.objects.select_for_update().filter(id__in=mine).order_by("id")
        refresh_marks(ctx, unit, [order.id for order in orders])
