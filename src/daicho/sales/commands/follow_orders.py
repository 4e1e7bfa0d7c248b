"""Let sales orders follow what is invoiced of them (behaviour.md 3.1)."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.sales.commands._order_marks import refresh_marks
from daicho.sales.models import SalesOrder, SalesOrderLine


# tidy: allow unauthorised: part of the commands that invoice orders
# tidy: allow call-shape: the shape of Kind.after
def follow_orders(ctx: Ctx, source_line_ids: Collection[int]) -> None:
    """Make the marks of the orders of these lines follow; they are closed and opened again by that."""
    if not source_line_ids:
        return
    with unit_of_work(ctx) as unit:
        mine = SalesOrderLine.objects.filter(id__in=source_line_ids).values("document_id")
        orders = SalesOrder.objects.select_for_update().filter(id__in=mine).order_by("id")
        refresh_marks(ctx, unit, [order.id for order in orders])
