"""Cancel what is still to do of a sales order (behaviour.md 3.1)."""

from django.db.models import BigIntegerField, Case, F, Value, When

from daicho.documents.commands._rows import said_lines
from daicho.documents.core.state import State
from daicho.documents.queries.taken_quantities import taken_quantities
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work
from daicho.sales.commands._order_marks import refresh_marks
from daicho.sales.commands._package import locked_order
from daicho.sales.core.rules import IS_SOURCED, NOTHING_DONE, NOTHING_TO_CANCEL
from daicho.sales.kinds import INVOICE, SALES_ORDER
from daicho.sales.models import SalesOrderLine
from daicho.sales.queries.order_progress import order_progress


def cancel_order_items(ctx: Ctx, *, order_id: int) -> None:
    """Cancel what was neither packed nor invoiced of an order that was partly; the order may be closed by that.

    What stands on a draft of an invoice is not cancelled. Raises NotFound; RuleBroken: 4814 where a purchase order
    brings something for it, 4810 where nothing was packed or invoiced (make the order void), 4809 where nothing is
    left.
    """
    ctx.require("salesorders.edit")
    with unit_of_work(ctx) as unit:
        order = locked_order(order_id)
        lines = order_progress(ctx, order_ids=[order_id])[order_id]
        if any(line.is_sourced for line in lines):
            raise RuleBroken(IS_SOURCED, _("A purchase order serves this order: its items cannot be cancelled."))
        if not any(line.processed for line in lines):
            raise RuleBroken(NOTHING_DONE, _("Nothing was packed or invoiced yet: make the whole order void instead."))
        drafted = taken_quantities(ctx, kind=INVOICE, source_line_ids=[line.line_id for line in lines])
        kept = {line.line_id: max(line.processed, drafted.get(line.line_id, 0)) for line in lines}
        cancelled = {
            line.line_id: line.ordered - kept[line.line_id] for line in lines if line.expected > kept[line.line_id]
        }
        if not cancelled or order.state != State.OPEN:
            raise RuleBroken(NOTHING_TO_CANCEL, _("Nothing is left to cancel."))
        cases = [When(id=line_id, then=Value(quantity)) for line_id, quantity in cancelled.items()]
        rows = SalesOrderLine.objects.filter(document_id=order_id).order_by("position", "id")
        before = said_lines(SALES_ORDER, rows)
        SalesOrderLine.objects.filter(id__in=cancelled).update(
            cancelled_micro=Case(*cases, default=F("cancelled_micro"), output_field=BigIntegerField())
        )
        after = said_lines(SALES_ORDER, rows.all())
        unit.record("salesorder", order_id, "items cancelled", before={"lines": before}, after={"lines": after})
        refresh_marks(ctx, unit, [order_id])
