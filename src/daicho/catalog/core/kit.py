"""How many kits there are: as many as their components make (behaviour.md 10)."""

from collections.abc import Sequence
from dataclasses import replace

from daicho.catalog.core.recipe import whole_sets
from daicho.catalog.core.uses import LocationStock, StockFigures, StockOfItem


def kit_stock(parts: Sequence[tuple[StockOfItem, int]]) -> StockOfItem:
    """Return whole kits that components make, in both countings, over all and by location.

    `parts`: the stock of each component, and how much of it (10^-6) goes into one kit. On hand is what the components
    on hand make, committed what lies between that and what is available for sale.
    """
    places: dict[int, LocationStock] = {place.location_id: place for stock, _need in parts for place in stock.locations}
    here = [
        replace(place, figures=_figures([(_at(stock, place.location_id), need) for stock, need in parts]))
        for place in places.values()
    ]
    return StockOfItem(_figures([(stock.figures, need) for stock, need in parts]), tuple(here))


def _at(stock: StockOfItem, location_id: int) -> StockFigures:
    return next((place.figures for place in stock.locations if place.location_id == location_id), StockFigures())


def _figures(parts: Sequence[tuple[StockFigures, int]]) -> StockFigures:
    on_hand = whole_sets((figures.on_hand, need) for figures, need in parts)
    physical = whole_sets((figures.physical_on_hand, need) for figures, need in parts)
    free = whole_sets((figures.available_for_sale, need) for figures, need in parts)
    physically_free = whole_sets((figures.physical_available_for_sale, need) for figures, need in parts)
    return StockFigures(
        on_hand=on_hand,
        committed=on_hand - free,
        physical_on_hand=physical,
        physical_committed=physical - physically_free,
    )
