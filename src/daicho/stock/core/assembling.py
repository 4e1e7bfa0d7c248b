"""Cost that goes from pool to pool through assemblies (docs/internals/costing.md).

Problem. What an assembly brings costs what its components cost. Pools therefore depend on each other, in circles too: a
composite is made of goods that came out of another one's taking apart.

Shape. The order of events is one over all pools (StockEvent.order), so nothing has to be sorted by pools:
`replay_linked` takes the events of all given pools through their pools in that order. Outflows of an assembly fill its
pot; its inflows share the pot, in proportion to what they are worth at purchase rates, and keep what was added to it
(services). Cost of a component that becomes known later goes the same way, as value on the lots that were assembled, on
the day of its cause.

A circle cannot close: late cost of a lot is passed on only through outflows that come after the lot. What was assembled
before it came (stock below zero) had a provisional cost; the difference is an expense, as for any uncovered outflow.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from daicho.kernel.allocation import allocate
from daicho.stock.core.costing import LateCost, Outcome, Past, Pool, Replay
from daicho.stock.core.event import Kind, Order, StockEvent

Output = tuple[int, StockEvent]
"""(pool, inflow) of an assembly; pools are named by Movement.pool_key."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """Cost of `value` (minor units) that another pool gives to `assembly`, known because of the event `cause`.

    `order` is the place of the cause where that came after the assembly, None for what the goods cost when they left.
    """

    assembly: int
    cause: int
    value: int
    order: Order | None = None


@dataclass(slots=True)
class Linked:
    """What is replayed together: pools, and their events by pool.

    `outputs` are all inflows of the assemblies in their order, `given` is what pools that are not replayed gave.
    """

    pools: Mapping[int, Pool]
    events: Mapping[int, Sequence[StockEvent]]
    outputs: Mapping[int, Sequence[Output]]
    given: Sequence[Contribution] = ()


@dataclass(slots=True)
class LinkedOutcome:
    """What a replay found: by pool its outcome, and the place of the last event that touched it."""

    outcomes: dict[int, Outcome] = field(default_factory=dict)
    last: dict[int, Order] = field(default_factory=dict)


def outputs_of(inflows: Iterable[Output]) -> dict[int, list[Output]]:
    """Return assembly → its inflows in their order."""
    found: dict[int, list[Output]] = {}
    for key, event in sorted(inflows, key=lambda output: output[1].order):
        if event.assembly is not None and event.kind is Kind.INFLOW:
            found.setdefault(event.assembly, []).append((key, event))
    return found


def replay_linked(linked: Linked) -> LinkedOutcome:
    """Take the events through their pools in the order of all; change the pools, return what the events cost."""
    return _LinkedReplay(linked).run()


class _LinkedReplay:
    def __init__(self, linked: Linked) -> None:
        self.linked = linked
        self.found = LinkedOutcome()
        self.orders = {event.key: event.order for events in linked.events.values() for event in events}
        self.assembly_of = {
            event.key: event.assembly
            for events in linked.events.values()
            for event in events
            if event.assembly is not None and event.kind is Kind.OUTFLOW
        }
        self.runs = {item: Replay(pool, Past(), self._passes_on) for item, pool in linked.pools.items()}
        self.found.outcomes = {item: run.outcome for item, run in self.runs.items()}
        self.pots: dict[int, int] = defaultdict(int)
        self.late: dict[int, list[Contribution]] = defaultdict(list)
        for contribution in linked.given:
            if contribution.order is None:
                self.pots[contribution.assembly] += contribution.value
            else:
                self.late[contribution.cause].append(contribution)

    def run(self) -> LinkedOutcome:
        """Return what the events cost."""
        steps: list[tuple[Order, int, StockEvent | None]] = [
            (event.order, item, event) for item, events in self.linked.events.items() for event in events
        ]
        foreign = {given.cause: given.order for given in self.linked.given if given.order is not None}
        steps += [(order, cause, None) for cause, order in foreign.items() if cause not in self.orders]
        for order, key, event in sorted(steps, key=lambda step: step[:2]):
            cause = key if event is None else event.key
            waiting: dict[int, int] = defaultdict(int)
            for contribution in self.late.get(cause, ()):
                waiting[contribution.assembly] += contribution.value
            if event is not None:
                self._take(key, event, waiting)
            self._pass_on(cause, order, waiting)
        return self.found

    def _passes_on(self, lot: int, outflow: int) -> bool:
        return outflow in self.assembly_of and lot in self.orders and self.orders[lot] < self.orders[outflow]

    def _take(self, item: int, event: StockEvent, waiting: dict[int, int]) -> None:
        """Apply one event to its pool; note in `waiting` what it adds to assemblies."""
        run = self.runs[item]
        known = len(run.outcome.late)
        if event.assembly is not None and event.kind is Kind.INFLOW:
            event = event._replace(value=(event.value or 0) + self._share(event))
        value = run.effect(event)
        run.outcome.values[event.key] = value
        self.found.last[item] = event.order
        if event.key in self.assembly_of:
            self.pots[self.assembly_of[event.key]] -= value
        self._collect(run, known, waiting)

    def _share(self, event: StockEvent) -> int:
        """Return an inflow's part of its assembly's pot."""
        assert event.assembly is not None
        outputs = self.linked.outputs[event.assembly]
        parts = allocate(self.pots[event.assembly], _weights(outputs))
        return next(part for (_, output), part in zip(outputs, parts, strict=True) if output.key == event.key)

    def _collect(self, run: Replay, known: int, waiting: dict[int, int]) -> None:
        for late in run.outcome.late[known:]:
            if late.is_passed_on and late.outflow in self.assembly_of:
                waiting[self.assembly_of[late.outflow]] += late.value

    def _pass_on(self, cause: int, order: Order, waiting: dict[int, int]) -> None:
        """Give late cost to what was assembled, the first assembly first: it can only reach later ones."""
        outputs = self.linked.outputs
        while waiting:
            assembly = min(waiting, key=lambda one: outputs[one][0][1].order if one in outputs else order)
            value, made = waiting.pop(assembly), outputs.get(assembly, ())
            for (item, output), part in zip(made, allocate(value, _weights(made)) if made else (), strict=True):
                if part and item in self.runs:
                    self._revalue(item, output, cause, part, waiting)
                    self.found.last[item] = order

    def _revalue(self, item: int, output: StockEvent, cause: int, value: int, waiting: dict[int, int]) -> None:
        """Put late value on the lot of an assembly's inflow."""
        run = self.runs[item]
        known = len(run.outcome.late)
        run.effect(output._replace(key=cause, kind=Kind.VALUE, quantity=0, value=value, lot=output.key))
        late = run.outcome.late
        late[known:] = [one if one.outflow else one._replace(of=output.key) for one in late[known:]]
        self._collect(run, known, waiting)
        late.append(LateCost(cause, output.key, -value, is_passed_on=True))


def _weights(outputs: Sequence[Output]) -> list[int]:
    """Return what each inflow is worth at its purchase rate, or their quantities where nobody knows that."""
    worth = [event.fallback for _, event in outputs]
    return worth if any(worth) else [event.quantity for _, event in outputs]
