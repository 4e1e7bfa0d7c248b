"""Landed cost: freight, duty and the like, added to the value of what was received (behaviour.md 5.6)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm
from typing import TypedDict

from daicho.kernel.allocation import allocate
from daicho.kernel.text import noop as _
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Movement, Stock

ENTITY = "landedcost"
METHODS: Mapping[str, str] = {
    "quantity": _("Quantity"),
    "amount": _("Value"),
    "dimension": _("Volume"),
    "weight": _("Weight"),
}
"""How a cost is allocated; the names are those of the wire."""


class LandedCostFields(TypedDict, total=False):
    """`source_line_id` is the line of a bill whose cost goes to the goods of the bill `bill_id`.

    `amounts` (line of goods → minor units of the source bill's currency) are taken as they are; without them `amount`,
    or all that is left of the source line, is allocated by `method`.
    """

    bill_id: int
    source_line_id: int
    method: str
    description: str
    amount: int
    amounts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class LandedGoods:
    """A line of goods on a bill: its worth in minor units, weight in 10^-6 grams and volume in cubic centimetres."""

    line_id: int
    quantity: int
    value: int
    grams: Fraction
    volume: Fraction


@dataclass(frozen=True, slots=True)
class LandedPart:
    """What one lot gets, in minor units of the base currency, with the accounts and the place of its goods."""

    movement_id: int
    position: int
    lot_id: int
    lot_day: date
    item_id: int
    location_id: int
    value: int
    inventory_account_id: int
    cost_account_id: int


def shares(method: str, amount: int, goods: Sequence[LandedGoods]) -> list[int] | None:
    """Return the amount shared out by the method; None where nothing of the goods can be measured by it."""
    measures: Mapping[str, Callable[[LandedGoods], Fraction]] = {
        "quantity": lambda line: Fraction(line.quantity),
        "amount": lambda line: Fraction(line.value),
        "dimension": lambda line: line.volume * line.quantity,
        "weight": lambda line: line.grams * line.quantity,
    }
    weights = [measures[method](line) for line in goods]
    if not any(weights):
        return None
    whole = lcm(*(weight.denominator for weight in weights))
    return allocate(amount, [int(weight * whole) for weight in weights])


def movements_of(parts: Sequence[LandedPart], *, number: str, day: date, account_id: int) -> list[Movement]:
    """Return the values that the lots get; they are credited to the account of the line they come from.

    They are for the day of the bill that the cost comes from, or of the goods' own bill where that is later.
    """
    return [
        Movement(
            line_id=part.movement_id,
            item_id=part.item_id,
            location_id=part.location_id,
            kind=Kind.VALUE,
            stock=Stock.ACCOUNTING,
            day=max(day, part.lot_day),
            number=number,
            position=part.position,
            quantity=0,
            inventory_account_id=part.inventory_account_id,
            contra_account_id=account_id,
            cost_account_id=part.cost_account_id,
            value=part.value,
            lot=part.lot_id,
        )
        for part in parts
        if part.value
    ]
