"""A word of warning where stock went below zero and may (behaviour.md 2.7)."""

from collections.abc import Collection

from django.contrib import messages
from django.utils.translation import gettext

from daicho.catalog.queries.item_names import item_names
from daicho.catalog.queries.stock_figures import stock_figures
from daicho.kernel.measure import Quantity
from daicho.platform.web.page import PageRequest

_TOLD = 3
"""Most warnings after one save."""


def warn_of_shortage(request: PageRequest, item_ids: Collection[int], location_ids: Collection[int]) -> None:
    """Tell which of these items are below zero at one of these locations, in either stock."""
    ctx = request.ctx
    stock = stock_figures(ctx, item_ids=set(item_ids))
    short = [
        (item_id, place.location_name, min(place.figures.on_hand, place.figures.physical_on_hand))
        for item_id, found in stock.items()
        for place in found.locations
        if place.location_id in location_ids and min(place.figures.on_hand, place.figures.physical_on_hand) < 0
    ]
    names = item_names(ctx, [item_id for item_id, _name, _quantity in short])
    for item_id, location, quantity in short[:_TOLD]:
        text = gettext("Stock of '%(item)s' at '%(location)s' is below zero: %(quantity)s.")
        shown = request.formats.quantity(Quantity(quantity))
        messages.warning(request, text % {"item": names[item_id], "location": location, "quantity": shown})
