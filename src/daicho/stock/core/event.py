"""Stock events of one cost pool and their total order (DESIGN §4, behaviour.md 5.4)."""

from datetime import date
from enum import IntEnum, StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What an event does to its pool."""

    OPENING = "opening"
    """Goods there from the beginning; always first in the queue."""
    INFLOW = "inflow"
    """Goods come in. Without a value of their own they take the pool's average cost."""
    VALUE = "value"
    """Value is added to (or taken from) goods that are there: landed cost on one lot, or an adjustment of all."""
    OUTFLOW = "outflow"
    """Goods leave; `lot` names the lot that is taken first (a vendor credit gives back what its bill brought)."""
    RETURN = "return"
    """Goods that left by the outflow `lot` come back, at the cost at which they left."""
    DEPARTURE = "departure"
    """Goods go to another location of the same pool: quantities by location change, costing knows nothing of it."""
    ARRIVAL = "arrival"
    """Goods come from another location of the same pool."""


class Phase(IntEnum):
    """Order within a day."""

    INFLOW = 0
    VALUE = 1
    ASSEMBLY = 2
    OUTFLOW = 3
    LATE_RETURN = 4


Order = tuple[int, date, int, str, int, tuple[int, ...], int]
"""The place of an event in its pool (StockEvent.order)."""

BEGINNING: Order = (False, date.min, Phase.INFLOW, "", 0, (), 0)
"""The place before all events."""


class StockEvent(NamedTuple):
    """One event. `quantity` in 10^-6 units, never negative (the kind gives the direction); 0 only for VALUE.

    `value` in minor units of the base currency; None where costing finds it (OUTFLOW, RETURN, INFLOW without a cost).
    `fallback` is what the quantity is worth at the item's purchase rate, used where nothing tells a cost.
    `lot` is the key of the inflow or outflow the event refers to. `follows` is the day of that outflow, for a RETURN.
    `place` tells apart what is alike in number and line (documents of different kinds): item, location and accounts.
    `assembly` names what turned goods into others: its outflows' cost is its inflows' value (core/assembling.py).
    """

    key: int
    kind: Kind
    day: date
    number: str
    line: int
    quantity: int
    value: int | None = None
    fallback: int = 0
    lot: int | None = None
    follows: date | None = None
    place: tuple[int, ...] = ()
    assembly: int | None = None

    @property
    def order(self) -> Order:
        """Where the event stands among those of its pool: opening, date, inflow before outflow, number, line.

        What is alike in all of these is told apart by what it says, because keys depend on what was entered first;
        the key decides only between events that say the same.

        A return stands with the inflows of its day, but after the outflows when the goods left on that very day.
        Assemblies stand between inflows and outflows, by number and line, so a day's order holds over all pools.
        """
        phase = _PHASES[self.kind] if self.assembly is None else Phase.ASSEMBLY
        if self.kind is Kind.RETURN and self.follows is not None and self.follows >= self.day:
            phase = Phase.LATE_RETURN
        content = (self.quantity, -1 if self.value is None else self.value, self.fallback, *self.place)
        return (self.kind is not Kind.OPENING, self.day, phase, self.number, self.line, content, self.key)


_PHASES = {
    Kind.OPENING: Phase.INFLOW,
    Kind.INFLOW: Phase.INFLOW,
    Kind.RETURN: Phase.INFLOW,
    Kind.VALUE: Phase.VALUE,
    Kind.OUTFLOW: Phase.OUTFLOW,
}
