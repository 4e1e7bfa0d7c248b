"""How much of items there is, at each location and over all."""

from collections.abc import Collection
from functools import reduce
from operator import add

from django.db.models import F, Sum

from daicho.catalog.core.uses import LocationStock, StockFigures, StockOfItem
from daicho.kernel.context import Ctx
from daicho.stock.models import StockTotal
from daicho.stock.queries.locations import locations


def stock_of_items(  # tidy: allow call-shape: the shape of ItemUse.stock
    ctx: Ctx, item_ids: Collection[int]
) -> dict[int, StockOfItem]:
    """Return the stock of those items that ever moved, in both countings.

    Every active location is listed, an inactive one where it holds something. Goods in transit are on no location's
    hand (behaviour.md 2.11), but part of what the item's stock is worth.
    """
    sums = StockTotal.objects.filter(item_id__in=item_ids).values_list("item_id", "location_id").order_by()
    on_hand: dict[int, dict[int, StockFigures]] = {}
    worth: dict[int, int] = {}
    for item_id, location_id, accounting, physical, value in sums.annotate(
        accounting=Sum(F("accounting_in_micro") - F("accounting_out_micro")),
        physical=Sum(F("physical_in_micro") - F("physical_out_micro")),
        value=Sum("value_minor"),
    ):
        worth[item_id] = worth.get(item_id, 0) + int(value)
        on_hand.setdefault(item_id, {})[location_id] = StockFigures(int(accounting), 0, int(physical))
    places = locations(ctx) if on_hand else []
    found = {}
    for item_id, figures in on_hand.items():
        rows = tuple(
            LocationStock(
                place.location_id,
                place.name,
                place.is_active,
                place.is_primary,
                figures.get(place.location_id, StockFigures()),
            )
            for place in places
            if place.is_active or figures.get(place.location_id, StockFigures()) != StockFigures()
        )
        figures_of_all = reduce(add, (row.figures for row in rows), StockFigures())
        found[item_id] = StockOfItem(figures_of_all, rows, worth[item_id])
    return found
