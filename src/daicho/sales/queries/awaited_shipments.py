"""What confirmed sales orders still wait for, by item and place (behaviour.md 2.3 to 2.5)."""

from collections.abc import Collection, Mapping

from django.db.models import Q

from daicho.catalog.core.uses import StockFigures, StockOfItem
from daicho.catalog.queries.kit_parts import kit_parts
from daicho.catalog.queries.with_their_kits import with_their_kits
from daicho.documents.core.state import WAITING
from daicho.documents.uses import stock_at
from daicho.kernel.context import Ctx
from daicho.kernel.measure import MICRO
from daicho.sales.core.fulfilment import Progress
from daicho.sales.core.kit import Part
from daicho.sales.queries._progress import progress_rows
from daicho.stock.queries.locations import locations


# tidy: allow call-shape: the shape of ItemUse.stock
def awaited_shipments(ctx: Ctx, item_ids: Collection[int]) -> Mapping[int, StockOfItem]:
    """Return item → what is to be packed, shipped and invoiced of it, as itself or in kits, and what that commits.

    Accounting stock is committed until it is invoiced, physical stock until it is shipped. Cancelled quantities, and
    orders that are not open (any more), commit nothing.
    """
    rows = progress_rows(Q(document__state__in=WAITING, item_id__in=with_their_kits(ctx, item_ids=item_ids)))
    kits = {line.item_id for _order_id, _place_id, line in rows if line.is_kit and line.item_id}
    recipes = kit_parts(ctx, item_ids=kits) if kits else {}
    parts: dict[int, list[tuple[int | None, StockFigures]]] = {}
    for _order_id, place_id, line in rows:
        for item_id, need in recipes.get(line.item_id or 0, [(line.item_id or 0, MICRO)]):
            if item_id in item_ids:
                parts.setdefault(item_id, []).append((place_id, _figures(line, need)))
    places = locations(ctx) if parts else []
    return {item_id: stock_at(places, found) for item_id, found in parts.items()}


def _figures(line: Progress, need: int) -> StockFigures:
    """Return what a line waits for, of an item of which `need` (10^-6) goes into one of the line's."""
    part = Part(line.line_id, line.item_id or 0, need)
    return StockFigures(
        committed=part.of(line.committed),
        physical_committed=part.of(line.to_be_shipped),
        to_be_packed=part.of(line.to_be_packed),
        to_be_shipped=part.of(line.to_be_shipped),
        to_be_invoiced=part.of(line.to_be_invoiced),
    )
