"""Stock that may not go below zero (behaviour.md 2.7)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import Sum

from daicho.catalog.queries.item_card import item_card
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.rounding import unscaled
from daicho.kernel.text import noop as _
from daicho.stock.commands.by_batch import by_batch
from daicho.stock.commands.refuse_double_serials import refuse_double_serials
from daicho.stock.core.change import Changed, changed
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import OUTWARD, Movement, Stock
from daicho.stock.core.rules import NOT_ENOUGH
from daicho.stock.models import Batch, Location, StockEventRow


class Place(NamedTuple):
    """Where something is: of one batch, or of all (None)."""

    item_id: int
    location_id: int
    batch_id: int | None = None


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
    these say. What was there on each day from the changed one on counts, in the stocks that the document takes from,
    and of each batch as of all. Goods in transit never block. A piece with a serial number is there once, or was sold
    once before it came (RuleBroken 4961), whatever the policies say.
    """
    divided = by_batch(ctx, groups=[[movement for movement in after if movement.kind is not Kind.VALUE]])[0]
    change = changed(before, divided)
    refuse_double_serials(ctx, change=change)
    first = _first_days(change)
    if not first:
        return
    cards = item_card(ctx, item_ids={place.item_id for place, _stock in first})
    locations = {row.id: row for row in Location.objects.filter(id__in={place.location_id for place, _stock in first})}
    blocked = {
        (place, stock): day
        for (place, stock), day in first.items()
        if not locations[place.location_id].is_transit
        and _blocks(
            place.item_id in needed,
            cards[place.item_id].negative_stock,
            locations[place.location_id].negative_stock,
            policy,
        )
    }
    for (place, stock), missing in _shortages(blocked).items():
        name = cards[place.item_id].name
        if place.batch_id:
            name += f" ({Batch.objects.values_list('number', flat=True).get(id=place.batch_id)})"
        names = {"item": name, "location": locations[place.location_id].name}
        raise RuleBroken(
            NOT_ENOUGH, _MESSAGES[stock], {**names, "quantity": format(unscaled(missing, 6).normalize(), "f")}
        )


def _first_days(change: Changed) -> dict[tuple[Place, Stock], date]:
    """Return where something was taken, and the first day of it."""
    first: dict[tuple[Place, Stock], date] = {}
    for movement, sign in change.signed():
        if movement.signed_quantity * sign < 0:
            for batch_id in {None, movement.batch_id}:
                place = Place(movement.item_id, movement.location_id, batch_id)
                for stock in _ONE_BY_ONE:
                    if stock in movement.stock and (stock is Stock.ACCOUNTING or not batch_id):
                        first[place, stock] = min(movement.day, first.get((place, stock), movement.day))
    return first


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
        item_id__in={place.item_id for place in places},
        location_id__in={place.location_id for place in places},
        retractions__isnull=True,
    )
    fields = ("item_id", "location_id", "batch_id", "day", "kind", "stock")
    for item_id, location_id, batch_id, day, kind, stock, quantity in (
        rows.values_list(*fields).annotate(Sum("quantity_micro")).order_by()
    ):
        when = date.min if kind == Kind.OPENING else day
        for one in _ONE_BY_ONE:
            if one in Stock(stock):
                for of_batch in {None, batch_id}:
                    sums[Place(item_id, location_id, of_batch)][when][one] += -quantity if kind in OUTWARD else quantity
    return sums
