"""What issued purchase orders still wait for, by item and place (behaviour.md 2.5)."""

from collections.abc import Collection, Mapping

from django.db.models import Q

from daicho.catalog.core.uses import StockFigures, StockOfItem
from daicho.documents.core.state import State
from daicho.documents.uses import stock_at
from daicho.kernel.context import Ctx
from daicho.purchases.queries._progress import progress_rows
from daicho.stock.queries.locations import locations


# tidy: allow call-shape: the shape of ItemUse.stock
def awaited_goods(ctx: Ctx, item_ids: Collection[int]) -> Mapping[int, StockOfItem]:
    """Return item → what is to be received and billed of it; cancelled quantities are not waited for."""
    rows = progress_rows(Q(document__state=State.OPEN, item_id__in=item_ids, item__item_type="inventory"))
    parts: dict[int, list[tuple[int | None, StockFigures]]] = {}
    for _order_id, place_id, line in rows:
        rest = line.to_be_received
        figures = StockFigures(to_be_received=rest, to_be_billed=line.to_be_billed, ordered=rest)
        parts.setdefault(line.item_id or 0, []).append((place_id, figures))
    places = locations(ctx) if parts else []
    return {item_id: stock_at(places, found) for item_id, found in parts.items()}
