"""What was received and billed of purchase orders."""

from collections.abc import Collection

from django.db.models import Q, Sum

from daicho.documents.core.state import COUNTING
from daicho.kernel.context import Ctx
from daicho.purchases.core.fulfilment import Progress
from daicho.purchases.core.receive import State
from daicho.purchases.models import BillLine, PurchaseOrderLine, PurchaseReceiveLine

_COLUMNS = ("document_id", "id", "item_id", "item__product_type", "quantity_micro", "cancelled_micro")


def order_progress(ctx: Ctx, *, order_ids: Collection[int]) -> dict[int, list[Progress]]:
    """Return order id → the progress of its lines, in their order; three statements."""
    lines = PurchaseOrderLine.objects.filter(document_id__in=order_ids).order_by("position", "id")
    rows = list(lines.values_list(*_COLUMNS))
    line_ids = [row[1] for row in rows]
    received = received_quantities(ctx, line_ids=line_ids)
    billed = billed_quantities(ctx, line_ids=line_ids)
    found: dict[int, list[Progress]] = {order_id: [] for order_id in order_ids}
    for order_id, line_id, item_id, product_type, ordered, cancelled in rows:
        arrived, in_transit = received.get(line_id, (0, 0))
        goods = product_type == "goods"
        progress = Progress(line_id, item_id, goods, ordered, cancelled, arrived, in_transit, billed.get(line_id, 0))
        found[order_id].append(progress)
    return found


def received_quantities(ctx: Ctx, *, line_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return line of an order → what arrived of it, and what is on its way, in 10^-6."""
    del ctx  # the organisation is in scope
    rows = PurchaseReceiveLine.objects.filter(order_line_id__in=line_ids).values_list("order_line_id").order_by()
    sums = rows.annotate(
        arrived=Sum("quantity_micro", filter=Q(receive__state=State.RECEIVED), default=0),
        in_transit=Sum("quantity_micro", filter=Q(receive__state=State.IN_TRANSIT), default=0),
    )
    return {line_id: (int(arrived), int(in_transit)) for line_id, arrived, in_transit in sums}


def billed_quantities(ctx: Ctx, *, line_ids: Collection[int]) -> dict[int, int]:
    """Return line of an order → what bills that count have asked for, in 10^-6."""
    del ctx  # the organisation is in scope
    rows = BillLine.objects.filter(source_line_id__in=line_ids, document__state__in=COUNTING)
    sums = rows.values_list("source_line_id").annotate(Sum("quantity_micro")).order_by()
    return {line_id: int(quantity) for line_id, quantity in sums}
