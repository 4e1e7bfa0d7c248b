"""A sales order as purchase orders that serve it begin from it."""

from collections.abc import Mapping
from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.sales.core.fulfilment import Progress
from daicho.sales.models import SalesOrderLine
from daicho.sales.queries.order_progress import order_progress


@dataclass(frozen=True, slots=True)
class SourceableOrder:
    """The order with the progress of its lines, in their order; `texts`: line → name, description, unit."""

    order_id: int
    number: str
    state: str
    contact_id: int
    location_id: int | None
    shipping_address: Mapping[str, object]
    lines: tuple[Progress, ...]
    texts: Mapping[int, tuple[str, str, str]]


def sourceable_order(ctx: Ctx, *, order_id: int) -> SourceableOrder:
    """Return the order, by two statements. Raises NotFound."""
    columns = ("id", "number", "state", "contact_id", "location_id", "shipping_address")
    of_order = (f"document__{name}" for name in columns)
    lines = SalesOrderLine.objects.filter(document_id=order_id)
    rows = list(lines.values_list(*of_order, "id", "name", "description", "unit"))
    if not rows:
        raise NotFound(_("Sales order does not exist."))
    texts = {line_id: tuple(said) for line_id, *said in (row[len(columns) :] for row in rows)}
    progress = tuple(order_progress(ctx, order_ids=[order_id])[order_id])
    return SourceableOrder(*rows[0][: len(columns)], progress, texts)  # type: ignore[call-arg]
