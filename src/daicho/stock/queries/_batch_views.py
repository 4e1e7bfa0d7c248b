"""Batches with what came in and what is there of them, by location."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, F, Q, Sum, Value, When

from daicho.catalog.queries.item_card import item_card
from daicho.kernel.context import Ctx
from daicho.stock.core.movement import OUTWARD, Stock
from daicho.stock.models import StockEventRow
from daicho.stock.queries.locations import locations

SIGNED = Case(
    When(kind__in=OUTWARD, then=-F("quantity_micro")), default=F("quantity_micro"), output_field=BigIntegerField()
)
"""The quantity of a movement with its direction."""
_CAME = Case(When(~Q(kind__in=OUTWARD), then=F("quantity_micro")), default=Value(0), output_field=BigIntegerField())


@dataclass(frozen=True, slots=True)
class BatchPlace:
    """How much of a batch ever came to a location, and how much is there now, in 10^-6."""

    location_id: int
    location_name: str
    came: int
    quantity: int


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch of an item, or one piece with its serial number; `tracking` tells which. Places: where it ever was."""

    batch_id: int
    item_id: int
    item_name: str
    unit: str
    tracking: str
    number: str
    manufacturer_number: str
    manufactured_on: date | None
    expires_on: date | None
    is_active: bool
    places: tuple[BatchPlace, ...]

    @property
    def came(self) -> int:
        """How much of it ever came in, at all locations, 10^-6."""
        return sum(place.came for place in self.places)

    @property
    def quantity(self) -> int:
        """How much of it is there over all locations, 10^-6."""
        return sum(place.quantity for place in self.places)


def of_batches() -> Any:
    """Return the movements that count of accounting stock, which alone knows batches."""
    return StockEventRow.objects.filter(stock__in=[Stock.ACCOUNTING, Stock.BOTH], retractions__isnull=True).order_by()


def batch_views(ctx: Ctx, rows: Sequence[Any]) -> list[BatchView]:
    """Return the views of these batches; about three queries."""
    names = {place.location_id: place.name for place in locations(ctx, with_transit=True)} if rows else {}
    moved = of_batches().filter(batch_id__in=[row.id for row in rows]).values_list("batch_id", "location_id")
    places: dict[int, list[BatchPlace]] = {}
    for batch_id, location_id, came, quantity in moved.annotate(came=Sum(_CAME), quantity=Sum(SIGNED)) if rows else ():
        place = BatchPlace(location_id, names[location_id], int(came), int(quantity))
        places.setdefault(batch_id, []).append(place)
    cards = item_card(ctx, item_ids={row.item_id for row in rows})
    order = {location_id: at for at, location_id in enumerate(names)}
    return [
        BatchView(
            batch_id=row.id,
            item_id=row.item_id,
            item_name=cards[row.item_id].name,
            unit=cards[row.item_id].unit,
            tracking=cards[row.item_id].tracking,
            number=row.number,
            manufacturer_number=row.manufacturer_number,
            manufactured_on=row.manufactured_on,
            expires_on=row.expires_on,
            is_active=row.is_active,
            places=tuple(sorted(places.get(row.id, ()), key=lambda place: order[place.location_id])),
        )
        for row in rows
    ]
