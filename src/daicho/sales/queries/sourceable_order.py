"""A sales order as purchase orders that serve it begin from it."""

from collections.abc import Mapping
from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.sales.core.fulfilment import Progress
from daicho.sales.models import SalesOrder
from daicho.sales.queries.order_progress import order_progress


@dataclass(frozen=True, slots=True)
class SourceableOrder:
    """The order with the progress of its lines, in their order."""

    order_id: int
    number: str
    state: str
    contact_id: int
    location_id: int | None
    shipping_address: Mapping[str, object]
    lines: tuple[Progress, ...]


def sourceable_order(ctx: Ctx, *, order_id: int) -> SourceableOrder:
    """Return the order. Raises NotFound."""
    columns = ("id", "number", "state", "contact_id", "location_id", "shipping_address")
    row = SalesOrder.objects.filter(id=order_id).values_list(*columns).first()
    if row is None:
        raise NotFound(_("Sales order does not exist."))
    return SourceableOrder(*row, tuple(order_progress(ctx, order_ids=[order_id])[order_id]))  # type: ignore[call-arg]
