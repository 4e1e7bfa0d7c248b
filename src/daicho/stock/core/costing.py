"""The cost of everything that happens in a cost pool, as a pure function of the set of its events.

Problem. Documents are entered in any order, changed and voided; cost must not depend on that. Stock may go below
zero. Value may arrive late (landed cost) or by itself (adjustment). Nothing may be lost to rounding.

Shape. `replay(pool, events)` takes the events in their total order through a `Pool` and returns what each is worth.
A pool holds the lots that are left and the outflows that nothing has covered yet:

- an inflow first covers what left before it came (oldest first), the rest becomes a lot (FIFO) or is blended into the
  one lot (moving average);
- an outflow takes from lots; what they cannot give leaves at a provisional cost: the last known unit cost, else the
  event's fallback (the item's purchase rate). When it is covered, the difference is a `LateCost` on the covering day;
- value that arrives on a lot stays with what is left of it; the share of what is gone is a `LateCost` of the outflows
  that took it;
- a return comes back as a new lot at the cost at which it left;
- where the method turns, on the first day of a fiscal year, what is there is carried over as one lot at the value it
  has (behaviour.md 5.1). Lots of before can be told apart no more: value that comes to them later is shared as under
  moving average.

Invariant, at every event: Σ values − Σ late costs = Σ value of lots − Σ provisional cost of uncovered outflows, and
quantity zero means value zero. Incremental: `replay` of a prefix, then of the rest, equals `replay` of all.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from daicho.kernel.allocation import allocate
from daicho.kernel.rounding import Rounding, divide
from daicho.stock.core.event import Kind, StockEvent
from daicho.stock.core.lot import Lot

UnitCost = tuple[int, int]
"""A cost as a ratio: (value in minor units, quantity in 10^-6); never a rounded amount per unit."""


class Method(StrEnum):
    """How outflows are valued; the names are those of the wire (`inventory_valuation_method`)."""

    FIFO = "fifo"
    AVERAGE = "wac"


class Turn(NamedTuple):
    """From `day` on goods are valued by `after`; before it, by `before`."""

    day: date
    before: Method
    after: Method


class Allocation(NamedTuple):
    """`quantity` of the outflow (or uncovered rest) `outflow` was given by lot `lot` at `value`."""

    outflow: int
    lot: int
    quantity: int
    value: int


class LateCost(NamedTuple):
    """Cost of the outflow `outflow` that became known by the event `cause`, to be posted on that event's day.

    `outflow` 0: goods that are gone can no longer be told apart (moving average); they came by the movement `of` (0: by
    the cause). `is_passed_on`: the goods were assembled into others, which carry the cost (core/assembling.py).
    """

    cause: int
    outflow: int
    value: int
    of: int = 0
    is_passed_on: bool = False


@dataclass(slots=True)
class Left:
    """What an outflow has cost so far, and how much of it has come back."""

    quantity: int
    cost: int
    returned: int = 0


@dataclass(slots=True)
class Past:
    """What later events may refer back to. A replay from the middle is given what its events refer to."""

    outflows: dict[int, Left] = field(default_factory=dict)
    lots: dict[int, Lot] = field(default_factory=dict)
    mixed: set[int] = field(default_factory=set)
    """Lots that can no longer be told apart from what else is there."""


@dataclass(slots=True)
class Pool:
    """The state of a cost pool after some of its events."""

    method: Method
    lots: deque[Lot] = field(default_factory=deque)
    uncovered: deque[Lot] = field(default_factory=deque)
    """Goods that left before they came, as lots of provisional value that inflows take from."""
    last: UnitCost | None = None
    """The last known unit cost: that of the latest inflow with a value."""
    turns: tuple[Turn, ...] = ()
    """All changes of the method, in order; `turned` is how many of them have taken effect."""
    turned: int = 0
    carried: int = 0
    """The lot into which the last of them put what was there; 0 for none."""

    def beginning(self) -> "Pool":
        """Return the pool before its first event."""
        return Pool(self.turns[0].before if self.turns else self.method, turns=self.turns)

    def has_mixed(self, inflow: StockEvent) -> bool:
        """Return whether what an inflow of before brought can be told apart no more."""
        turned = self.turns[: self.turned]
        carried_over = any(inflow.kind is Kind.OPENING or inflow.day < turn.day for turn in turned)
        return self.method is Method.AVERAGE or carried_over

    def turn_to(self, method: Method, day: date) -> None:
        """Let `method` count from `day` on, for a replay from the beginning; turns of that day or later are forgotten.

        Nothing turns where the method counts on that day already.
        """
        first, kept = self.beginning().method, tuple(turn for turn in self.turns if turn.day < day)
        before = kept[-1].after if kept else first
        self.turns = kept if before is method else (*kept, Turn(day, before, method))
        self.method = self.method if self.turns else first

    @property
    def last_method(self) -> Method:
        """The method once every turn has taken effect: what the item says."""
        return self.turns[-1].after if self.turns else self.method

    @property
    def quantity(self) -> int:
        """Quantity on hand, below zero when more left than came."""
        return sum(lot.left for lot in self.lots) - sum(lot.left for lot in self.uncovered)

    @property
    def value(self) -> int:
        """Value on hand: what the inventory account shows for this pool."""
        return sum(lot.left_value for lot in self.lots) - sum(lot.left_value for lot in self.uncovered)


@dataclass(slots=True)
class Outcome:
    """What a replay found: the signed value of each event, late costs, and which lot gave to which outflow."""

    values: dict[int, int] = field(default_factory=dict)
    late: list[LateCost] = field(default_factory=list)
    allocations: list[Allocation] = field(default_factory=list)


def replay(pool: Pool, events: Iterable[StockEvent], past: Past | None = None) -> Outcome:
    """Take `events`, in any order, through `pool` in total order; change `pool` and `past`, return what they cost.

    Events that precede what the pool has already seen do not belong here: replay from a pool before them.
    """
    return replay_in_order(pool, sorted(events, key=lambda event: event.order), past)


def replay_in_order(pool: Pool, events: Iterable[StockEvent], past: Past | None = None) -> Outcome:
    """Do what `replay` does with events that are in total order already."""
    run = Replay(pool, past or Past())
    for event in events:
        run.outcome.values[event.key] = run.effect(event)
    return run.outcome


PassesOn = Callable[[int, int], bool]
"""(lot, outflow) → whether the outflow passes late cost of the lot on to what was assembled."""


class Replay:
    """One run over a pool."""

    def __init__(self, pool: Pool, past: Past, passes_on: PassesOn = lambda _lot, _outflow: False) -> None:
        self.pool = pool
        self.past = past
        self.passes_on = passes_on
        self.outcome = Outcome()
        self._effects: dict[Kind, Callable[[StockEvent], int]] = {
            Kind.OPENING: self._inflow,
            Kind.INFLOW: self._inflow,
            Kind.RETURN: self._return,
            Kind.VALUE: self._value,
            Kind.OUTFLOW: self._outflow,
        }

    def effect(self, event: StockEvent) -> int:
        """Apply one event and return its signed value."""
        turns = self.pool.turns[self.pool.turned :]
        for turn in turns:
            if event.kind is not Kind.OPENING and turn.day <= event.day:
                self._turn(turn)
        return self._effects[event.kind](event)

    def _turn(self, turn: Turn) -> None:
        """Carry over what is there as one lot of the same value; the method of `turn` counts from here on."""
        pool = self.pool
        pool.method, pool.turned = turn.after, pool.turned + 1
        pool.carried = pool.lots[0].key if pool.lots else 0
        if pool.lots:
            left, value = (sum(getattr(lot, name) for lot in pool.lots) for name in ("left", "left_value"))
            pool.lots = deque([Lot(pool.carried, left, value)])
        self.past.mixed |= self.past.lots.keys()

    def _inflow(self, event: StockEvent) -> int:
        if event.value is None:
            value = self._at_current_cost(event)
        else:
            value = event.value
            self.pool.last = (value, event.quantity)
        self._receive(event, value)
        return value

    def _return(self, event: StockEvent) -> int:
        left = self.past.outflows.get(event.lot or 0)
        if left is None:
            value = self._at_current_cost(event)
        else:
            before = _at((left.cost, left.quantity), left.returned)
            left.returned += event.quantity
            value = _at((left.cost, left.quantity), left.returned) - before
        self._receive(event, value)
        return value

    def _receive(self, event: StockEvent, value: int) -> None:
        """Cover what left before, then keep the rest."""
        lot = Lot(event.key, event.quantity, value)
        self.past.lots[event.key] = lot
        while self.pool.uncovered and lot.left:
            self._cover(self.pool.uncovered[0], lot, cause=event.key)
            if not self.pool.uncovered[0].left:
                self.pool.uncovered.popleft()
        if not lot.left:
            return
        if self.pool.method is Method.AVERAGE and self.pool.lots:
            self.pool.lots[0].blend(lot.left, lot.left_value)
        elif self.pool.method is Method.AVERAGE:
            self.pool.lots.append(Lot(event.key, lot.left, lot.left_value))
        else:
            self.pool.lots.append(lot)

    def _cover(self, owed: Lot, lot: Lot, cause: int) -> None:
        quantity = min(owed.left, lot.left)
        value = self._give(lot, owed.key, quantity)
        self._late(cause, owed.key, value - owed.take(quantity))

    def _give(self, lot: Lot, outflow: int, quantity: int) -> int:
        """Take `quantity` out of `lot` for `outflow` and return its value."""
        value = lot.take(quantity)
        lot.consumers.append((outflow, quantity))
        self.outcome.allocations.append(Allocation(outflow, lot.key, quantity, value))
        return value

    def _outflow(self, event: StockEvent) -> int:
        wanted, cost, lots = event.quantity, 0, self.pool.lots
        named = next((lot for lot in lots if lot.key == event.lot), None) if event.lot else None
        while wanted and lots:
            lot, named = named or lots[0], None
            quantity = min(wanted, lot.left)
            cost += self._give(lot, event.key, quantity)
            wanted -= quantity
            if not lot.left:
                lots.remove(lot)
        if wanted:
            provisional = _at(self.pool.last or (event.fallback, event.quantity), wanted)
            self.pool.uncovered.append(Lot(event.key, wanted, provisional))
            cost += provisional
        self.past.outflows[event.key] = Left(event.quantity, cost)
        return -cost

    def _value(self, event: StockEvent) -> int:
        change = event.value or 0
        lot = self.past.lots.get(event.lot or 0)
        if lot is None:
            return self._adjust(change)
        if self.pool.method is Method.AVERAGE or lot.key in self.past.mixed:
            self._add_to_mixed(event.key, lot, change)
        else:
            self._add_to_lot(event.key, lot, change)
        return change

    def _add_to_lot(self, cause: int, lot: Lot, change: int) -> None:
        """Give each unit of the lot, there or gone, its share of `change`."""
        shares = allocate(change, [lot.left, *(quantity for _, quantity in lot.consumers)])
        if lot.left:
            lot.revalue(shares[0])
        for (outflow, _), share in zip(lot.consumers, shares[1:], strict=True):
            self._late(cause, outflow, share, is_passed_on=self.passes_on(lot.key, outflow))

    def _add_to_mixed(self, cause: int, lot: Lot, change: int) -> None:
        """Keep the share of as many units as the lot brought and are there; which went, nobody can tell."""
        is_average = self.pool.method is Method.AVERAGE
        mixture = next((one for one in self.pool.lots if is_average or one.key == self.pool.carried), None)
        brought = lot.left + sum(quantity for _, quantity in lot.consumers)
        there = min(brought, mixture.left if mixture else 0)
        kept, gone = allocate(change, [there, brought - there])
        if mixture:
            mixture.revalue(kept)
        self._late(cause, 0, gone)

    def _adjust(self, change: int) -> int:
        """Spread `change` over what is there in proportion to its value; where nothing is there, nothing happens."""
        lots = self.pool.lots
        if not lots:
            return 0
        weights = [lot.left_value for lot in lots]
        if min(weights) < 0 or not any(weights):
            weights = [lot.left for lot in lots]
        for lot, share in zip(lots, allocate(change, weights), strict=True):
            lot.revalue(share)
        return change

    def _late(self, cause: int, outflow: int, value: int, *, is_passed_on: bool = False) -> None:
        if value:
            self.outcome.late.append(LateCost(cause, outflow, value, is_passed_on=is_passed_on))
            if outflow in self.past.outflows:
                self.past.outflows[outflow].cost += value

    def _at_current_cost(self, event: StockEvent) -> int:
        """Return its value at the average cost of what is there, else its fallback, else the last known cost."""
        quantity = sum(lot.left for lot in self.pool.lots)
        if quantity:
            return _at((sum(lot.left_value for lot in self.pool.lots), quantity), event.quantity)
        return event.fallback or _at(self.pool.last or (0, 1), event.quantity)


def _at(cost: UnitCost, quantity: int) -> int:
    """Return the value of `quantity` at a unit cost, rounded half up once."""
    value, of = cost
    return divide(value * quantity, of, Rounding.HALF_UP)
