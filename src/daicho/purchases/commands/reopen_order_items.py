"""Expect the cancelled part of a purchase order again."""

from daicho.documents.commands._rows import said_lines
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work
from daicho.purchases.commands._order_marks import refresh_marks
from daicho.purchases.commands._receive import locked_order
from daicho.purchases.core.rules import NOTHING_TO_CANCEL
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.purchases.models import PurchaseOrderLine


def reopen_order_items(ctx: Ctx, *, order_id: int) -> None:
    """Expect again what was cancelled of the order's lines. Raises NotFound, RuleBroken (4854: nothing was)."""
    ctx.require("purchaseorders.edit")
    with unit_of_work(ctx) as unit:
        locked_order(order_id)
        rows = PurchaseOrderLine.objects.filter(document_id=order_id).order_by("position", "id")
        before = said_lines(PURCHASE_ORDER, rows)
        if not rows.filter(cancelled_micro__gt=0).order_by().update(cancelled_micro=0):
            raise RuleBroken(NOTHING_TO_CANCEL, _("Nothing of this order was cancelled."))
        after = said_lines(PURCHASE_ORDER, rows.all())
        unit.record("purchaseorder", order_id, "items reopened", before={"lines": before}, after={"lines": after})
        refresh_marks(ctx, unit, [order_id])
