"""The lines of a purchase order with what is still to come of them."""

from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.purchases.core.fulfilment import Progress
from daicho.purchases.models import PurchaseOrderLine
from daicho.purchases.queries.order_progress import order_progress


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line of an order as receives begin from it."""

    progress: Progress
    name: str
    description: str
    unit: str


def open_order_lines(ctx: Ctx, *, order_id: int) -> list[OpenLine]:
    """Return the order's lines in their order; none where there is no such order."""
    texts = {row[0]: row[1:] for row in _texts(order_id)}
    return [OpenLine(line, *texts[line.line_id]) for line in order_progress(ctx, order_ids=[order_id])[order_id]]


def _texts(order_id: int) -> list[tuple[int, str, str, str]]:
    rows = PurchaseOrderLine.objects.filter(document_id=order_id)
    return list(rows.values_list("id", "name", "description", "unit"))
