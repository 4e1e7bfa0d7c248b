"""What is at one location, and what it is worth."""

from dataclasses import dataclass

from django.db.models import F, Sum

from daicho.catalog.queries.item_card import item_card
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.organizations.queries.profile import organization_profile
from daicho.stock.core.places import worth_by_place
from daicho.stock.models import StockTotal

LIMIT = 200
"""Most items of one answer, those of the greatest value first."""


@dataclass(frozen=True, slots=True)
class StockHere:
    """An item at the location: quantities of both stocks (10^-6), value at the item's average cost."""

    item_id: int
    name: str
    sku: str
    unit: str
    accounting: int
    physical: int
    value: Money


def stock_at_location(ctx: Ctx, *, location_id: int) -> list[StockHere]:
    """Return what is at a location, by value. Each item's value is shared by quantity over all its locations."""
    here = StockTotal.objects.filter(location_id=location_id).values("item_id")
    sums = StockTotal.objects.filter(item_id__in=here).values_list("item_id", "location_id").order_by()
    quantities: dict[int, dict[int, int]] = {}
    physical: dict[int, int] = {}
    values: dict[int, int] = {}
    for item_id, place, accounting, on_hand, value in sums.annotate(
        accounting=Sum(F("accounting_in_micro") - F("accounting_out_micro")),
        on_hand=Sum(F("physical_in_micro") - F("physical_out_micro")),
        value=Sum("value_minor"),
    ).order_by("item_id", "location_id"):
        quantities.setdefault(item_id, {})[place] = int(accounting)
        values[item_id] = values.get(item_id, 0) + int(value)
        if place == location_id:
            physical[item_id] = int(on_hand)
    currency = organization_profile(ctx).base_currency
    worth = {item_id: worth_by_place(values[item_id], quantities[item_id])[location_id] for item_id in physical}
    kept = [item_id for item_id in physical if quantities[item_id][location_id] or physical[item_id] or worth[item_id]]
    chosen = sorted(kept, key=lambda item_id: (-worth[item_id], item_id))[:LIMIT]
    cards = item_card(ctx, item_ids=chosen)
    return [
        StockHere(
            item_id=item_id,
            name=cards[item_id].name,
            sku=cards[item_id].sku,
            unit=cards[item_id].unit,
            accounting=quantities[item_id][location_id],
            physical=physical[item_id],
            value=Money(worth[item_id], currency),
        )
        for item_id in chosen
    ]
