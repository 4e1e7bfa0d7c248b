"""Close sales orders of which everything was done, and open them again (behaviour.md 3.1)."""

from collections.abc import Collection

from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import unit_of_work
from daicho.sales.models import SalesOrder, SalesOrderLine
from daicho.sales.queries.fulfilled_quantities import fulfilled_quantities

_FOLLOWING = frozenset({State.OPEN, State.CLOSED})


# tidy: allow unauthorised: part of the commands that invoice and ship orders
# tidy: allow call-shape: the shape of Kind.after
def follow_orders(ctx: Ctx, source_line_ids: Collection[int]) -> None:
    """Close or reopen the orders of these lines, by the organisation's preference when an order is closed.

    Services and lines without an item need no shipment.
    """
    with unit_of_work(ctx) as unit:
        mine = SalesOrderLine.objects.filter(id__in=source_line_ids).values("document_id")
        orders = list(SalesOrder.objects.select_for_update().filter(id__in=mine, state__in=_FOLLOWING).order_by("id"))
        if not orders:
            return
        columns = ("id", "document_id", "quantity_micro", "item__product_type")
        lines = list(SalesOrderLine.objects.filter(document__in=orders).values_list(*columns))
        done = fulfilled_quantities(ctx, line_ids=[line_id for line_id, *_rest in lines])
        closing = organization_profile(ctx).sales_order_closing
        unfinished = set()
        for line_id, order_id, quantity, product_type in lines:
            is_invoiced = done[line_id].invoiced.micro >= quantity
            is_shipped = product_type != "goods" or done[line_id].shipped.micro >= quantity
            if not {"invoiced": is_invoiced, "shipped": is_shipped}.get(closing, is_invoiced and is_shipped):
                unfinished.add(order_id)
        for order in orders:
            state = State.OPEN if order.id in unfinished else State.CLOSED
            if order.state != state:
                before, order.state, order.modified_at = order.state, state, ctx.now
                SalesOrder.objects.filter(id=order.id).update(state=state, modified_at=ctx.now)
                done_word = "closed" if state is State.CLOSED else "reopened"
                unit.record("salesorder", order.id, done_word, before={"state": before}, after={"state": state.value})
