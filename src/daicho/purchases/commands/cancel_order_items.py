"""Cancel what is still to come of a purchase order (behaviour.md 3.4)."""

from django.db.models import BigIntegerField, Case, F, Value, When

from daicho.documents.commands._rows import said_lines
from daicho.documents.core.sourcing import Sourcing
from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work
from daicho.purchases.commands._order_marks import refresh_marks
from daicho.purchases.commands._receive import locked_order
from daicho.purchases.core.rules import NOTHING_DONE, NOTHING_TO_CANCEL, SERVES_ORDER
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.purchases.models import PurchaseOrderLine
from daicho.purchases.queries.order_progress import order_progress


def cancel_order_items(ctx: Ctx, *, order_id: int) -> None:
    """Cancel what was neither received nor billed of an order that was partly; the order may be closed by that.

    Raises NotFound; RuleBroken: 4855 where nothing was received or billed (cancel the order), 4854 where nothing is
    left, 4860 where the order serves a sales order.
    """
    ctx.require("purchaseorders.edit")
    with unit_of_work(ctx) as unit:
        order = locked_order(order_id)
        if order.sourcing != Sourcing.NONE:
            message = _("%(number)s serves a sales order: its items are not cancelled one by one.")
            raise RuleBroken(SERVES_ORDER, message, {"number": order.number})
        lines = order_progress(ctx, order_ids=[order_id])[order_id]
        if not any(line.processed for line in lines):
            raise RuleBroken(NOTHING_DONE, _("Nothing was received or billed yet: cancel the whole order instead."))
        cancelled = {line.line_id: line.ordered - line.processed for line in lines if line.expected > line.processed}
        if not cancelled or order.state != State.OPEN:
            raise RuleBroken(NOTHING_TO_CANCEL, _("Nothing is left to cancel."))
        cases = [When(id=line_id, then=Value(quantity)) for line_id, quantity in cancelled.items()]
        rows = PurchaseOrderLine.objects.filter(document_id=order_id).order_by("position", "id")
        before = said_lines(PURCHASE_ORDER, rows)
        PurchaseOrderLine.objects.filter(id__in=cancelled).update(
            cancelled_micro=Case(*cases, default=F("cancelled_micro"), output_field=BigIntegerField())
        )
        after = said_lines(PURCHASE_ORDER, rows.all())
        unit.record("purchaseorder", order_id, "items cancelled", before={"lines": before}, after={"lines": after})
        refresh_marks(ctx, unit, [order_id])
