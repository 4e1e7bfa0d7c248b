"""The lines of a sales order with what is still to do of them."""

from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.sales.core.fulfilment import Progress
from daicho.sales.models import SalesOrderLine
from daicho.sales.queries.order_progress import order_progress


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line of an order as packages begin from it."""

    progress: Progress
    name: str
    description: str
    unit: str


def open_order_lines(ctx: Ctx, *, order_id: int) -> list[OpenLine]:
    """Return the order's lines in their order; none where there is no such order."""
    rows = SalesOrderLine.objects.filter(document_id=order_id).values_list("id", "name", "description", "unit")
    texts = {line_id: text for line_id, *text in rows}
    return [OpenLine(line, *texts[line.line_id]) for line in order_progress(ctx, order_ids=[order_id])[order_id]]
