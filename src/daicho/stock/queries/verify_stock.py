"""Proof that stock says what its movements say: costs, lots, states of the pools, and monthly sums.

Pools are taken some hundred at a time, so neither statements nor memory grow with every item.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
"""Pools that are looked at together."""
Sums = dict[tuple[int, date], list[int]]
"""(location, first of month) → accounting quantity, physical quantity, value."""


@dataclass(slots=True)
class _Kept:
    """What is kept of one item: movements, state, values by slot, earlier states, lot uses, sums by month."""

    tail: str
    is_linked: bool
    counted: list[Movement]
    posted: dict[ValueSlot, int]
    value_sums: dict[tuple[int, date], int]
    checkpoints: list[tuple[str, str]]
    uses: Counter[Allocation]
    sums: Sums


def verify_stock(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield every value, lot use, pool and monthly sum that differs from a fresh costing of the movements."""
    pools = _pools_after(0)
    while pools:
        linked = [item_id for item_id, _, _, is_linked in pools if is_linked]
        flows = assembly_flows(ctx, item_ids=linked, replayed=()) if linked else AssemblyFlows({}, [], {})
        cards = item_card(ctx, item_ids=[pool[0] for pool in pools])
        for item_id, kept in _read(ctx, pools):
            method, said = from_text(kept.tail).last_method, cards[item_id].inventory_valuation_method
            if method != said:
                yield Mismatch("valuation method", f"item {item_id}", f"the item says {said}, its pool {method}")
            yield from _costs(item_id, kept, flows)
            yield from _totals(item_id, kept)
        yield from _levels([pool[0] for pool in pools])
        pools = _pools_after(pools[-1][0]) if len(pools) == BATCH else []
    counted = StockEventRow.objects.filter(line_id=OuterRef("line_id"), retractions__isnull=True)
    for line_id in LotUse.objects.filter(~Exists(counted)).values_list("line_id", flat=True):
        yield Mismatch("lot uses", f"line {line_id}", "the line that uses the lot does not count")


def _pools_after(item_id: int) -> list[tuple[int, int, str, bool]]:
    rows = CostPool.objects.filter(item_id__gt=item_id).order_by("item_id")
    return list(rows.values_list("item_id", "id", "tail", "is_linked")[:BATCH])


def _read(ctx: Ctx, pools: Sequence[tuple[int, int, str, bool]]) -> Iterator[tuple[int, _Kept]]:
    """Yield (item id, what is kept of it), read with one statement for each table."""
    kept = {item_id: _Kept(tail, is_linked, [], {}, {}, [], Counter(), {}) for item_id, _, tail, is_linked in pools}
    items = list(kept)
    item_of_line = {}
    for movement in movements(ctx, where=Q(item_id__in=items)):
        kept[movement.item_id].counted.append(movement)
        item_of_line[movement.line_id] = movement.item_id
    _read_values(items, kept)
    item_of_pool = {pool_id: item_id for item_id, pool_id, _, _ in pools}
    states = PoolCheckpoint.objects.filter(pool_id__in=list(item_of_pool))
    for pool_id, order, state in states.values_list("pool_id", "order", "state"):
        kept[item_of_pool[pool_id]].checkpoints.append((order, state))
    counted = StockEventRow.objects.filter(item_id__in=items, retractions__isnull=True).values("line_id")
    uses = LotUse.objects.filter(line_id__in=counted)
    for use in uses.values_list("line_id", "lot_line_id", "quantity_micro", "value_minor"):
        kept[item_of_line[use[0]]].uses[Allocation(*use)] += 1
    yield from kept.items()


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


def _read_values(items: Sequence[int], kept: dict[int, _Kept]) -> None:
    """Read the values and the monthly sums of the items."""
    fields = (
        "line_id", "cause_id", "wanted_day", "item_id", "location_id", "inventory_account_id", "contra_account_id",
    )  # fmt: skip
    rows = StockValue.objects.filter(item_id__in=items).values_list(*fields, "day", "value_minor")
    for *slot, day, value in rows.iterator():
        of_item, found = kept[slot[3]], ValueSlot(*slot)
        month = found.location_id, day.replace(day=1)
        of_item.posted[found] = of_item.posted.get(found, 0) + value
        of_item.value_sums[month] = of_item.value_sums.get(month, 0) + value
    sums = StockTotal.objects.filter(item_id__in=items).values_list(
        "item_id",
        "location_id",
        "month",
        F("accounting_in_micro") - F("accounting_out_micro"),
        F("physical_in_micro") - F("physical_out_micro"),
        "value_minor",
    )
    for item_id, location_id, first, *amounts in sums:
        kept[item_id].sums[location_id, first] = amounts


def _costs(item_id: int, kept: _Kept, flows: AssemblyFlows) -> Iterator[Mismatch]:
    pool, outcome = from_text(kept.tail).beginning(), Outcome()
    costed = [movement for movement in kept.counted if movement.is_costed]
    if kept.is_linked:
        events = [movement.event for movement in costed]
        replayed = replay_linked(Linked({item_id: pool}, {item_id: events}, flows.outputs, flows.given))
        outcome = replayed.outcomes[item_id]
    else:
        yield from _replayed(item_id, pool, costed, kept.checkpoints, outcome)
    wanted = wanted_values(outcome, flows.causes | {movement.line_id: movement for movement in costed})
    for slot, value in value_difference(kept.posted, wanted):
        record = f"item {item_id}, line {slot.line_id}, {slot.day}"
        yield Mismatch("cost", record, f"{value} is missing (because of line {slot.cause_id})")
    if to_text(pool) != kept.tail:
        yield Mismatch("cost pool", f"item {item_id}", f"kept {kept.tail}, costing gives {to_text(pool)}")
    true = Counter(outcome.allocations)
    for use in sorted((true - kept.uses).keys() | (kept.uses - true).keys(), key=lambda use: (use.outflow, use.lot)):
        record = f"item {item_id}, line {use.outflow}, lot {use.lot}, {use.quantity} for {use.value}"
        yield Mismatch("lot uses", record, f"kept {kept.uses[use]}, costing gives {true[use]}")


def _replayed(
    item_id: int, pool: Pool, costed: Iterable[Movement], checkpoints: list[tuple[str, str]], outcome: Outcome
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
            yield Mismatch("checkpoint", f"item {item_id}, movement {place}", f"kept {state}, costing {to_text(pool)}")


def _totals(item_id: int, kept: _Kept) -> Iterator[Mismatch]:
    true: Sums = defaultdict(lambda: [0, 0, 0])
    for movement in kept.counted:
        row = true[movement.location_id, movement.day.replace(day=1)]
        for index, stock in enumerate((Stock.ACCOUNTING, Stock.PHYSICAL)):
            row[index] += movement.signed_quantity if stock in movement.stock else 0
    for key, value in kept.value_sums.items():
        true[key][2] += value
    for key in sorted(true.keys() | kept.sums.keys()):
        if true[key] != kept.sums.get(key, [0, 0, 0]):
            record = f"item {item_id}, location {key[0]}, {key[1]:%Y-%m}"
            yield Mismatch("stock sums", record, f"kept {kept.sums.get(key)}, movements {true[key]}")
