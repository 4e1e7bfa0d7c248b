"""What confirmed sales orders still wait for, by item and place (behaviour.md 2.3 to 2.5)."""

from collections.abc import Collection, Mapping

from django.db.models import Q

from daicho.catalog.core.uses import StockFigures, StockOfItem
from daicho.documents.core.state import State
from daicho.documents.uses import stock_at
from daicho.kernel.context import Ctx
from daicho.sales.queries._progress import progress_rows
from daicho.stock.queries.locations import locations


# tidy: allow call-shape: the shape of ItemUse.stock
def awaited_shipments(ctx: Ctx, item_ids: Collection[int]) -> Mapping[int, StockOfItem]:
    """Return item → what is to be packed, shipped and invoiced of it, and what that commits.

    Accounting stock is committed until it is invoiced, physical stock until it is shipped. Cancelled quantities, and
    orders that are not open (any more), commit nothing.
    """
    waiting = Q(document__state=State.OPEN, item_id__in=item_ids, item__item_type="inventory")
    parts: dict[int, list[tuple[int | None, StockFigures]]] = {}
    for _order_id, place_id, line in progress_rows(waiting):
        figures = StockFigures(
            committed=line.to_be_invoiced,
            physical_committed=line.to_be_shipped,
            to_be_packed=line.to_be_packed,
            to_be_shipped=line.to_be_shipped,
            to_be_invoiced=line.to_be_invoiced,
        )
        parts.setdefault(line.item_id or 0, []).append((place_id, figures))
    places = locations(ctx) if parts else []
    return {item_id: stock_at(places, found) for item_id, found in parts.items()}
