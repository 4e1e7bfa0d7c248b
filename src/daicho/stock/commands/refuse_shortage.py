"""Stock that may not go below zero (behaviour.md 2.7)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Sum

from daicho.catalog.queries.item_card import item_card
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.rounding import unscaled
from daicho.kernel.text import noop as _
from daicho.stock.core.change import changed
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import OUTWARD, Movement, Stock
from daicho.stock.core.rules import NOT_ENOUGH
from daicho.stock.models import Location, StockEventRow

Place = tuple[int, int]
"""(item, location)."""

_ONE_BY_ONE = (Stock.ACCOUNTING, Stock.PHYSICAL)
_MESSAGES = {
    Stock.ACCOUNTING: _("There is not enough of '%(item)s' at '%(location)s': %(quantity)s are missing."),
    Stock.PHYSICAL: _(
        "There is not enough of '%(item)s' at '%(location)s': %(quantity)s are missing in the physical stock."
    ),
}


# tidy: allow unauthorised: part of the commands that move stock
# tidy: allow unaudited: it only refuses
def refuse_shortage(
    ctx: Ctx, *, before: Iterable[Movement], after: Iterable[Movement], policy: str, needed: Collection[int] = ()
) -> None:
    """Raise RuleBroken (4953) where a document takes more than there is and that is forbidden.

    Called after `post_effects`, under its locks, with the document's movements as they were and as they are. `policy`
    is the organisation's; a location's overrides it, and an item's that; the items `needed` must be there whatever
    these say. What was there on each day from the changed one on counts, in the stocks that the document takes from.
    Goods in transit never block.
    """
    first: dict[tuple[Place, Stock], date] = {}
    for movement, sign in changed(before, after).signed():
        if movement.signed_quantity * sign < 0:
            place = movement.item_id, movement.location_id
            for stock in _ONE_BY_ONE:
                if stock in movement.stock:
                    first[place, stock] = min(movement.day, first.get((place, stock), movement.day))
    if not first:
        return
    cards = item_card(ctx, item_ids={item_id for (item_id, _place), _stock in first})
    at = {location_id for (_item, location_id), _stock in first}
    locations = {row.id: row for row in Location.objects.filter(id__in=at)}
    blocked = {
        ((item_id, location_id), stock): day
        for ((item_id, location_id), stock), day in first.items()
        if not locations[location_id].is_transit
        and _blocks(item_id in needed, cards[item_id].negative_stock, locations[location_id].negative_stock, policy)
    }
    for ((item_id, location_id), stock), missing in _shortages(blocked).items():
        names = {"item": cards[item_id].name, "location": locations[location_id].name}
        raise RuleBroken(
            NOT_ENOUGH, _MESSAGES[stock], {**names, "quantity": format(unscaled(missing, 6).normalize(), "f")}
        )


def _blocks(is_needed: bool, *policies: str) -> bool:  # noqa: FBT001 - one of the reasons, in their order
    return is_needed or next((policy for policy in policies if policy), "") == "block"


def _shortages(first: Mapping[tuple[Place, Stock], date]) -> dict[tuple[Place, Stock], int]:
    """Return how much is missing at its worst, from the given day on, where anything is."""
    if not first:
        return {}
    daily = _daily({place for place, _stock in first})
    missing: dict[tuple[Place, Stock], int] = {}
    for (place, stock), start in first.items():
        on_hand = 0
        for day in sorted(daily[place]):
            on_hand += daily[place][day][stock]
            if day >= start and on_hand < 0:
                missing[place, stock] = max(missing.get((place, stock), 0), -on_hand)
    return missing


def _daily(places: Collection[Place]) -> Mapping[Place, Mapping[date, Mapping[Stock, int]]]:
    """Return what each place gained or lost on each day; opening stock is there before any day."""
    sums: dict[Place, dict[date, dict[Stock, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    rows = StockEventRow.objects.filter(
        item_id__in={item_id for item_id, _place in places},
        location_id__in={location_id for _item, location_id in places},
        retractions__isnull=True,
    )
    fields = ("item_id", "location_id", "day", "kind", "stock")
    for item_id, location_id, day, kind, stock, quantity in (
        rows.values_list(*fields).annotate(Sum("quantity_micro")).order_by()
    ):
        when = date.min if kind == Kind.OPENING else day
        for one in _ONE_BY_ONE:
            if one in Stock(stock):
                sums[item_id, location_id][when][one] += -quantity if kind in OUTWARD else quantity
    return sums
