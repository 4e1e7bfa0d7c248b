"""What a transfer order says, and what it does (behaviour.md 2.11, 3.10, 5.8)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypedDict

from daicho.kernel.errors import FieldError, missing
from daicho.kernel.measure import MICRO, MICRO_LIMIT, Quantity
from daicho.kernel.text import noop as _
from daicho.stock.core.adjustment import bad
from daicho.stock.core.approval import State
from daicho.stock.core.batches import NamedBatch
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Movement, Stock

ENTITY = "transferorder"


class TransferLineFields(TypedDict, total=False):
    """A line as it is given; the quantity is exact."""

    line_id: int
    item_id: int
    name: str
    description: str
    unit: str
    quantity: Decimal
    batches: Sequence[NamedBatch] | None


class TransferFields(TypedDict, total=False):
    """What a person may set on a transfer order; an absent key means unchanged, or the default. Lines are replaced.

    `is_intransit_order`: True sends the goods off, False transfers them at once; without it the order is a draft.
    """

    number: str
    date: date
    from_location_id: int | None
    to_location_id: int | None
    is_intransit_order: bool | None
    description: str
    lines: list[TransferLineFields]
    custom_fields: Sequence[Mapping[str, object]] | None


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A line as it will be saved, with the identities of its four movements; quantity in 10^-6."""

    line_id: int
    into_transit_id: int
    out_of_transit_id: int
    arrival_id: int
    position: int
    item_id: int
    name: str
    description: str
    unit: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Route:
    """From where to where, and when; `received_on` None while the goods are on their way."""

    number: str
    from_id: int
    transit_id: int
    to_id: int
    day: date
    received_on: date | None


def line_errors(place: int, line: TransferLineFields) -> Iterable[FieldError]:
    """Yield what is wrong with line `place` (from 0)."""
    names = {name: f"line_items[{place}].{name}" for name in ("item_id", "quantity_transfer")}
    quantity = line.get("quantity") or Decimal(0)
    if not line.get("item_id"):
        yield missing(names["item_id"])
    if abs(quantity) > MICRO_LIMIT // MICRO:
        yield bad(names["quantity_transfer"])
    elif Quantity.of(quantity).micro <= 0:
        field = names["quantity_transfer"]
        yield FieldError(field, _("%(field)s must be greater than zero."), {"field": field})


def movements_of(
    rows: Sequence[TransferRow], state: State, route: Route, accounts: Mapping[int, int]
) -> list[Movement]:  # fmt: skip
    """Return what the order does to both stocks: quantities change places, value does not.

    `accounts`: item id → its inventory account. What leaves and arrives on one day was never in transit.
    """
    if state not in {State.IN_TRANSIT, State.TRANSFERRED}:
        return []
    at_once = state is State.TRANSFERRED and route.received_on == route.day
    found = []
    for row in rows:
        steps: list[tuple[int, int, Kind, date]] = [(row.line_id, route.from_id, Kind.DEPARTURE, route.day)]
        if not at_once:
            steps.append((row.into_transit_id, route.transit_id, Kind.ARRIVAL, route.day))
        if state is State.TRANSFERRED:
            assert route.received_on is not None, "what was transferred arrived on some day"
            if not at_once:
                steps.append((row.out_of_transit_id, route.transit_id, Kind.DEPARTURE, route.received_on))
            steps.append((row.arrival_id, route.to_id, Kind.ARRIVAL, route.received_on))
        account = accounts[row.item_id]
        found += [
            Movement(
                line_id=identity,
                item_id=row.item_id,
                location_id=location,
                kind=kind,
                stock=Stock.BOTH,
                day=day,
                number=route.number,
                position=row.position,
                quantity=row.quantity,
                inventory_account_id=account,
                contra_account_id=account,
            )
            for identity, location, kind, day in steps
        ]
    return found
