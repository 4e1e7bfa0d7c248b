"""Proof that sales orders say what purchase orders bring for them."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q, QuerySet

from daicho.documents.core.sourcing import Sourcing
from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.platform.verification import Mismatch
from daicho.purchases.models import PurchaseOrderLine
from daicho.purchases.queries.sourced_lines import sourced_lines
from daicho.sales.core.fulfilment import Progress
from daicho.sales.models import SalesOrder, SalesOrderLine
from daicho.sales.queries.order_progress import order_progress


def verify_sourcing(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield lines of sales orders that differ from purchase orders made for them, and what waits without reason."""
    serving = PurchaseOrderLine.objects.exclude(document__sourcing=Sourcing.NONE)
    if not (serving.exists() or _on_lines().exists() or SalesOrder.objects.filter(state=State.ON_HOLD).exists()):
        return
    served = {line_id for line_id in serving.values_list("source_line_id", flat=True) if line_id}
    brought: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for part in sourced_lines(ctx, order_line_ids=served):
        first = 0 if part.sourcing is Sourcing.BACKORDER else 2
        brought[part.line_id][first] += part.quantity
        brought[part.line_id][first + 1] += part.billed
    told = Q(id__in=_on_lines().values("document_id")) | Q(lines__id__in=brought) | ~Q(sourcing=Sourcing.NONE)
    touched = SalesOrder.objects.filter(told | Q(state=State.ON_HOLD))
    states = dict(touched.order_by().values_list("id", "state").distinct())
    for order_id, lines in order_progress(ctx, order_ids=states).items():
        yield from _differences(order_id, State(states[order_id]), lines, brought)


def _on_lines() -> "QuerySet[SalesOrderLine]":
    return SalesOrderLine.objects.filter(Q(backordered_micro__gt=0) | Q(dropped_micro__gt=0))


def _differences(
    order_id: int, state: State, lines: list[Progress], brought: dict[int, list[int]]
) -> Iterator[Mismatch]:  # fmt: skip
    for line in lines:
        kept = [line.backordered, line.backorder_billed, line.dropped, line.drop_billed]
        if kept != brought[line.line_id]:
            yield Mismatch(
                "sourcing", f"salesorder line {line.line_id}", f"kept {kept}, ordered {brought[line.line_id]}"
            )
    if (state is State.ON_HOLD) != any(line.is_on_hold for line in lines) and state is not State.CLOSED:
        yield Mismatch("sourcing", f"salesorder {order_id}", f"is {state}, but waits otherwise")
