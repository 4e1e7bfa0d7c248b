"""Keeping a purchase order's marks: what was received and billed of it, and whether it is closed by that."""

from collections.abc import Collection

from daicho.documents.core.sourcing import Sourcing
from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.platform.work import Unit
from daicho.purchases.commands._sourcing import follow_sourcing
from daicho.purchases.core.fulfilment import billed_status, is_complete, received_status
from daicho.purchases.models import PurchaseOrder, PurchaseOrderLine
from daicho.purchases.queries.order_progress import order_progress


def refresh_marks(ctx: Ctx, unit: Unit, order_ids: Collection[int]) -> None:
    """Make the marks and the state of these orders, which the caller has locked, follow from receives and bills.

    An issued order whose lines are all received and billed is closed; it is open again when that changes. Sales orders
    that it serves follow.
    """
    if not order_ids:
        return
    progress = order_progress(ctx, order_ids=order_ids)
    orders = list(PurchaseOrder.objects.filter(id__in=order_ids))
    for order in orders:
        lines = progress[order.id]
        values = {"received_status": received_status(lines), "billed_status": billed_status(lines)}
        if order.state in {State.OPEN, State.CLOSED}:
            values["state"] = (State.CLOSED if is_complete(lines) else State.OPEN).value
        before = {name: getattr(order, name) for name in values}
        if before == values:
            continue
        PurchaseOrder.objects.filter(id=order.id).update(**values, modified_at=ctx.now)
        unit.record("purchaseorder", order.id, "updated", before=before, after=values)
    serving = [order.id for order in orders if order.sourcing != Sourcing.NONE]
    if serving:
        served = PurchaseOrderLine.objects.filter(document_id__in=serving, source_line_id__isnull=False)
        follow_sourcing(ctx, [line_id for line_id in served.values_list("source_line_id", flat=True) if line_id])
