"""Proof that stock says what its movements say: costs, lots, states of the pools, and monthly sums.

The pools of some hundred items are taken at a time, so neither statements nor memory grow with every item.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Sum

from daicho.catalog.queries.item_card import item_card
from daicho.kernel.context import Ctx
from daicho.platform.verification import Mismatch
from daicho.stock.core.assembling import Linked, replay_linked
from daicho.stock.core.costing import Allocation, Outcome, Past, Pool, replay
from daicho.stock.core.movement import Movement, Stock
from daicho.stock.core.state import from_text, order_from, to_text
from daicho.stock.core.valuation import ValueSlot, value_difference, wanted_values
from daicho.stock.models import (
    CostPool,
    Location,
    LotUse,
    PoolCheckpoint,
    StockEventRow,
    StockLevel,
    StockTotal,
    StockValue,
)
from daicho.stock.queries.assembly_flows import AssemblyFlows, assembly_flows
from daicho.stock.queries.movements import movements

BATCH = 200
"""Items that are looked at together."""
Sums = dict[tuple[int, int, date], list[int]]
"""(item, location, first of month) → accounting quantity, physical quantity, value."""


@dataclass(slots=True)
class _Kept:
    """What is kept of one pool: its item, state, movements, values by slot, earlier states, lot uses."""

    item_id: int
    tail: str
    is_linked: bool
    counted: list[Movement] = field(default_factory=list)
    posted: dict[ValueSlot, int] = field(default_factory=dict)
    value_sums: dict[tuple[int, date], int] = field(default_factory=dict)
    checkpoints: list[tuple[str, str]] = field(default_factory=list)
    uses: Counter[Allocation] = field(default_factory=Counter)


def verify_stock(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield every value, lot use, pool and monthly sum that differs from a fresh costing of the movements."""
    items = _items_after(0)
    while items:
        pools, kept = _read(ctx, items)
        linked = [key for key, pool in pools.items() if pool.is_linked]
        flows = assembly_flows(ctx, pools=linked, replayed=()) if linked else AssemblyFlows({}, [], {})
        cards = item_card(ctx, item_ids=items)
        for key, pool in pools.items():
            method, said = from_text(pool.tail).last_method, cards[pool.item_id].inventory_valuation_method
            if method != said:
                yield Mismatch("valuation method", _name(key, pool), f"the item says {said}, its pool {method}")
            yield from _costs(key, pool, flows)
        yield from _totals(pools.values(), kept)
        yield from _levels(items)
        items = _items_after(items[-1]) if len(items) == BATCH else []
    counted = StockEventRow.objects.filter(line_id=OuterRef("line_id"), retractions__isnull=True)
    for line_id in LotUse.objects.filter(~Exists(counted)).values_list("line_id", flat=True):
        yield Mismatch("lot uses", f"line {line_id}", "the line that uses the lot does not count")


def _items_after(item_id: int) -> list[int]:
    rows = CostPool.objects.filter(item_id__gt=item_id).order_by("item_id").values_list("item_id", flat=True)
    return list(rows.distinct()[:BATCH])


def _name(key: int, pool: _Kept) -> str:
    return f"item {pool.item_id}" if key == pool.item_id else f"item {pool.item_id}, batch {key}"


def _read(ctx: Ctx, items: Sequence[int]) -> tuple[dict[int, _Kept], Sums]:
    """Return what is kept of each pool of the items, and their sums by month; one statement for each table."""
    rows = CostPool.objects.filter(item_id__in=items).order_by("item_id", "key")
    fields = list(rows.values_list("key", "id", "item_id", "tail", "is_linked"))
    pools = {key: _Kept(item_id, tail, is_linked) for key, _id, item_id, tail, is_linked in fields}
    pool_of_line = {}
    for movement in movements(ctx, where=Q(item_id__in=items)):
        pools[movement.pool_key].counted.append(movement)
        pool_of_line[movement.line_id] = movement.pool_key
    sums = _read_sums(items)
    _read_values(items, pools)
    key_of_pool = {pool_id: key for key, pool_id, *_kept in fields}
    states = PoolCheckpoint.objects.filter(pool_id__in=list(key_of_pool))
    for pool_id, order, state in states.values_list("pool_id", "order", "state"):
        pools[key_of_pool[pool_id]].checkpoints.append((order, state))
    counted = StockEventRow.objects.filter(item_id__in=items, retractions__isnull=True).values("line_id")
    uses = LotUse.objects.filter(line_id__in=counted)
    for use in uses.values_list("line_id", "lot_line_id", "quantity_micro", "value_minor"):
        pools[pool_of_line[use[0]]].uses[Allocation(*use)] += 1
    return pools, sums


def _levels(items: Sequence[int]) -> Iterator[Mismatch]:
    """Yield what is kept of items over all locations and is not the sum of their months without goods in transit."""
    sums = {f"{name}_sum": Sum(F(f"{name}_in_micro") - F(f"{name}_out_micro")) for name in ("accounting", "physical")}
    moved = StockTotal.objects.filter(item_id__in=items).order_by().values_list("item_id")
    here = moved.exclude(location_id__in=Location.objects.filter(is_transit=True).values("id"))
    wanted = {item_id: amounts for item_id, *amounts in here.annotate(**sums)}
    rows = StockLevel.objects.filter(id__in=items).values_list("id", "accounting_micro", "physical_micro")
    kept = {item_id: amounts for item_id, *amounts in rows}
    for item_id in sorted(wanted.keys() | kept.keys()):
        if wanted.get(item_id, [0, 0]) != kept.get(item_id, [0, 0]):
            detail = f"kept {kept.get(item_id)}, the months say {wanted.get(item_id)}"
            yield Mismatch("stock level", f"item {item_id}", detail)


def _read_values(items: Sequence[int], pools: Mapping[int, _Kept]) -> None:
    """Read the values of the pools, by slot and by month."""
    fields = (
        "line_id", "cause_id", "wanted_day", "item_id", "location_id", "inventory_account_id", "contra_account_id",
        "batch_id",
    )  # fmt: skip
    rows = StockValue.objects.filter(item_id__in=items).values_list(*fields, "day", "value_minor")
    for *columns, day, value in rows.iterator():
        slot = ValueSlot(*columns)
        pool = pools[slot.batch_id or slot.item_id]
        month = slot.location_id, day.replace(day=1)
        pool.posted[slot] = pool.posted.get(slot, 0) + value
        pool.value_sums[month] = pool.value_sums.get(month, 0) + value


def _read_sums(items: Sequence[int]) -> Sums:
    rows = StockTotal.objects.filter(item_id__in=items).values_list(
        "item_id",
        "location_id",
        "month",
        F("accounting_in_micro") - F("accounting_out_micro"),
        F("physical_in_micro") - F("physical_out_micro"),
        "value_minor",
    )
    return {(item_id, location_id, first): amounts for item_id, location_id, first, *amounts in rows}


def _costs(key: int, kept: _Kept, flows: AssemblyFlows) -> Iterator[Mismatch]:
    name = _name(key, kept)
    pool, outcome = from_text(kept.tail).beginning(), Outcome()
    costed = [movement for movement in kept.counted if movement.is_costed]
    if kept.is_linked:
        events = [movement.event for movement in costed]
        replayed = replay_linked(Linked({key: pool}, {key: events}, flows.outputs, flows.given))
        outcome = replayed.outcomes[key]
    else:
        yield from _replayed(name, pool, costed, kept.checkpoints, outcome)
    wanted = wanted_values(outcome, flows.causes | {movement.line_id: movement for movement in costed})
    for slot, value in value_difference(kept.posted, wanted):
        record = f"{name}, line {slot.line_id}, {slot.day}"
        yield Mismatch("cost", record, f"{value} is missing (because of line {slot.cause_id})")
    if to_text(pool) != kept.tail:
        yield Mismatch("cost pool", name, f"kept {kept.tail}, costing gives {to_text(pool)}")
    true = Counter(outcome.allocations)
    for use in sorted((true - kept.uses).keys() | (kept.uses - true).keys(), key=lambda use: (use.outflow, use.lot)):
        record = f"{name}, line {use.outflow}, lot {use.lot}, {use.quantity} for {use.value}"
        yield Mismatch("lot uses", record, f"kept {kept.uses[use]}, costing gives {true[use]}")


def _replayed(
    name: str, pool: Pool, costed: Iterable[Movement], checkpoints: list[tuple[str, str]], outcome: Outcome
) -> Iterator[Mismatch]:
    """Take the movements through the pool into `outcome`; yield the states on the way that were kept wrongly."""
    events = sorted((movement.event for movement in costed), key=lambda event: event.order)
    past, start = Past(), 0
    place_of = {event.order: place for place, event in enumerate(events, 1)}
    places: list[tuple[int, Any]] = [(place_of.get(order_from(order), 0), state) for order, state in checkpoints]
    for place, state in [*sorted(places), (len(events), None)]:
        found = replay(pool, events[start:place], past)
        outcome.values |= found.values
        outcome.late += found.late
        outcome.allocations += found.allocations
        start = max(start, place)
        if state is not None and (not place or state != to_text(pool)):
            yield Mismatch("checkpoint", f"{name}, movement {place}", f"kept {state}, costing {to_text(pool)}")


def _totals(pools: Collection[_Kept], kept: Sums) -> Iterator[Mismatch]:
    true: Sums = defaultdict(lambda: [0, 0, 0])
    for pool in pools:
        for movement in pool.counted:
            row = true[movement.item_id, movement.location_id, movement.day.replace(day=1)]
            for index, stock in enumerate((Stock.ACCOUNTING, Stock.PHYSICAL)):
                row[index] += movement.signed_quantity if stock in movement.stock else 0
        for month, value in pool.value_sums.items():
            true[pool.item_id, *month][2] += value
    for key in sorted(true.keys() | kept.keys()):
        if true[key] != kept.get(key, [0, 0, 0]):
            record = f"item {key[0]}, location {key[1]}, {key[2]:%Y-%m}"
            yield Mismatch("stock sums", record, f"kept {kept.get(key)}, movements {true[key]}")
