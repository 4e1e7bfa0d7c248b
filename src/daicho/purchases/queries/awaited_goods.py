"""What issued purchase orders still wait for, by item and place (behaviour.md 2.5)."""

from collections.abc import Collection, Mapping

from django.db.models.functions import Coalesce

from daicho.catalog.core.uses import StockFigures, StockOfItem
from daicho.documents.core.state import State
from daicho.documents.uses import stock_at
from daicho.kernel.context import Ctx
from daicho.purchases.models import PurchaseOrderLine
from daicho.purchases.queries.order_progress import order_progress
from daicho.stock.queries.locations import locations


# tidy: allow call-shape: the shape of ItemUse.stock
def awaited_goods(ctx: Ctx, item_ids: Collection[int]) -> Mapping[int, StockOfItem]:
    """Return item → what is to be received and billed of it; cancelled quantities are not waited for."""
    lines = PurchaseOrderLine.objects.filter(
        document__state=State.OPEN, item_id__in=item_ids, item__item_type="inventory"
    )
    rows = list(lines.values_list("id", "document_id", Coalesce("location_id", "document__location_id")))
    if not rows:
        return {}
    place_of = {line_id: place_id for line_id, _order_id, place_id in rows}
    parts: dict[int, list[tuple[int | None, StockFigures]]] = {}
    for progress in order_progress(ctx, order_ids={order_id for _line_id, order_id, _place_id in rows}).values():
        for line in progress:
            if line.item_id is not None and line.line_id in place_of:
                rest = line.to_be_received
                figures = StockFigures(to_be_received=rest, to_be_billed=line.to_be_billed, ordered=rest)
                parts.setdefault(line.item_id, []).append((place_of[line.line_id], figures))
    places = locations(ctx)
    return {item_id: stock_at(places, found) for item_id, found in parts.items()}
