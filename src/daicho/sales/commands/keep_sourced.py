"""Keep what purchase orders bring for lines of sales orders (behaviour.md 3.1)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from django.db.models import Sum

from daicho.documents.core.sourcing import Sourced, Sourcing
from daicho.documents.core.state import WAITING, State
from daicho.documents.queries.taken_quantities import taken_quantities
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken, invalid
from daicho.kernel.measure import Quantity
from daicho.kernel.text import noop as _
from daicho.platform.db.bulk import Bulk
from daicho.platform.work import unit_of_work
from daicho.sales.commands._order_marks import refresh_marks
from daicho.sales.core.rules import NOT_SOURCED
from daicho.sales.kinds import INVOICE
from daicho.sales.models import SalesOrder, SalesOrderLine
from daicho.sales.queries.order_progress import order_progress

_COLUMNS = ("backordered_micro", "backorder_billed_micro", "dropped_micro", "drop_billed_micro")
_FIRST = {Sourcing.BACKORDER: 0, Sourcing.DROP_SHIPMENT: 2}


# tidy: allow unauthorised: part of the commands that change purchase orders and their bills
def keep_sourced(ctx: Ctx, *, order_line_ids: Collection[int], sourced: Callable[[], Iterable[Sourced]]) -> None:
    """Let these lines of sales orders say what `sourced` tells, asked once their orders are locked; the orders follow.

    Raises InvalidInput for a line that is another order's, RuleBroken (4813: more would be ordered than the order,
    which has to be confirmed, still needs).
    """
    with unit_of_work(ctx) as unit:
        mine = SalesOrderLine.objects.filter(id__in=order_line_ids)
        found = SalesOrder.objects.select_for_update().filter(id__in=mine.values("document_id")).order_by("id")
        orders = {row.id: row for row in found}
        rows = {row.id: row for row in mine}
        wanted: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for part in sourced():
            if part.line_id in rows and rows[part.line_id].document_id != part.order_id:
                raise invalid(
                    "salesorder_item_id", _("Invalid value passed for %(field)s"), {"field": "salesorder_item_id"}
                )
            first = _FIRST[part.sourcing]
            wanted[part.line_id][first] += part.quantity
            wanted[part.line_id][first + 1] += part.billed
        growth = {
            line_id: wanted[line_id][0] + wanted[line_id][2] - row.backordered_micro - row.dropped_micro
            for line_id, row in rows.items()
        }
        _refuse_excess(ctx, orders, {line_id: more for line_id, more in growth.items() if more > 0})
        bulk = Bulk()
        bulk.update(SalesOrderLine, _COLUMNS, [(line_id, *wanted[line_id]) for line_id in rows])
        bulk.write()
        _keep_ways(orders)
        refresh_marks(ctx, unit, sorted(orders))


def _keep_ways(orders: dict[int, SalesOrder]) -> None:
    """Let the orders tell how goods are ordered for them."""
    on_lines = SalesOrderLine.objects.filter(document_id__in=orders).order_by().values_list("document_id")
    sums = on_lines.annotate(dropped=Sum("dropped_micro"), backordered=Sum("backordered_micro"))
    for order_id, dropped, backordered in sums:
        way = Sourcing.DROP_SHIPMENT if dropped else Sourcing.BACKORDER if backordered else Sourcing.NONE
        if orders[order_id].sourcing != way:
            SalesOrder.objects.filter(id=order_id).update(sourcing=way)


def _refuse_excess(ctx: Ctx, orders: dict[int, SalesOrder], growth: dict[int, int]) -> None:
    if not growth:
        return
    drafted = taken_quantities(ctx, kind=INVOICE, source_line_ids=growth)
    for order_id, lines in order_progress(ctx, order_ids=list(orders)).items():
        order = orders[order_id]
        for line in lines:
            more = growth.get(line.line_id, 0)
            if not more:
                continue
            if State(order.state) not in WAITING:
                message = _("%(number)s is not confirmed: nothing can be ordered from a vendor for it.")
                raise RuleBroken(NOT_SOURCED, message, {"number": order.number})
            left = line.to_be_sourced - max(0, drafted.get(line.line_id, 0) - line.invoiced)
            if more > left:
                message = _("More would be ordered than %(number)s still needs: %(left)s of a line, not %(quantity)s.")
                figures = {"left": _plain(max(0, left)), "quantity": _plain(more), "number": order.number}
                raise RuleBroken(NOT_SOURCED, message, figures)


def _plain(micro: int) -> str:
    return format(Quantity(micro).value.normalize(), "f")
