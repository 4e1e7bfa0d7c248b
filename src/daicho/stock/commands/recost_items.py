"""Re-costing after movements changed: from their place on, differences as the result (docs/internals/costing.md)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, Sum

from daicho.kernel.context import Ctx
from daicho.platform.db.bulk import Bulk
from daicho.stock.core.change import Changed
from daicho.stock.core.costing import Allocation, Left, Method, Outcome, Past, Pool, replay
from daicho.stock.core.event import Kind, Order
from daicho.stock.core.lot import Lot
from daicho.stock.core.movement import BETWEEN_LOCATIONS, Movement, Stock
from daicho.stock.core.state import from_text, order_from, order_text, to_text
from daicho.stock.core.valuation import ValueSlot, value_difference, wanted_values
from daicho.stock.models import CostPool, LotUse, PoolCheckpoint, StockEventRow, StockValue
from daicho.stock.queries.movements import movements

CHECKPOINT_EVERY = 100
_BATCH = 400
_DELETED_AT_ONCE = 10_000
_LOTS = frozenset({Kind.OPENING, Kind.INFLOW, Kind.RETURN})
"""Kinds whose movements are lots."""
Differences = list[tuple[ValueSlot, int]]


@dataclass(slots=True)
class _Found:
    """What re-costing some pools found, to be written at once."""

    differences: Differences = field(default_factory=list)
    uses: list[Allocation] = field(default_factory=list)
    checkpoints: list[tuple[int, date, str, str]] = field(default_factory=list)


# tidy: allow unauthorised: the command that posts has authorised
# tidy: allow unaudited: the command that posts records
def recost_items(ctx: Ctx, *, pools: Sequence[CostPool], change: Changed, bulk: Bulk) -> Differences:
    """Bring the locked pools up to date with a change of movements and return the values to append, in order.

    The movements are in `bulk`, which is written where a pool has to be read. Each pool is replayed from the earliest
    change on: an append at the end touches nothing but itself.
    """
    found = _Found()
    for pool in pools:
        of_item = change.of_accounting(pool.item_id)
        if of_item:
            _recost(ctx, pool, of_item, found, bulk)
    uses = [(use.outflow, use.lot, use.quantity, use.value) for use in found.uses]
    bulk.insert(LotUse, ("line_id", "lot_line_id", "quantity_micro", "value_minor"), uses)
    bulk.insert(PoolCheckpoint, ("pool_id", "day", "order", "state"), found.checkpoints)
    states = [(pool.id, pool.tail, pool.last_order, pool.since_checkpoint) for pool in pools]
    bulk.update(CostPool, ("tail", "last_order", "since_checkpoint"), states)
    return found.differences


def _recost(ctx: Ctx, row: CostPool, change: Changed, found: _Found, bulk: Bulk) -> None:
    earliest = min(movement.event.order for movement in (*change.added, *change.retracted))
    is_append = not change.retracted and (not row.last_order or order_from(row.last_order) < earliest)
    if is_append:
        pool, replayed = from_text(row.tail), list(change.added)
    else:
        bulk.write()
        pool, replayed = _from_place(ctx, row, earliest)
    past, referred = _past(ctx, row.item_id, pool, replayed)
    outcome = _replay(row, pool, replayed, past, found.checkpoints)
    keys = {movement.line_id for movement in (*replayed, *change.retracted)}
    known = {movement.line_id: movement for movement in (*referred, *replayed)}
    known |= {m.line_id: m for m in _missing(ctx, outcome, known)}
    posted = {} if is_append else _posted(row.item_id, keys)
    found.uses += _new_uses(row.item_id, outcome.allocations, set() if is_append else keys)
    found.differences += value_difference(posted, wanted_values(outcome, known))


def _from_place(ctx: Ctx, row: CostPool, place: Order) -> tuple[Pool, list[Movement]]:
    """Return the last kept state before `place`, and the movements after it; later states are forgotten."""
    kept = [(order_from(order), id) for order, id in row.checkpoints.values_list("order", "id")]
    before = max((one for one in kept if one[0] < place), default=None)
    PoolCheckpoint.objects.filter(id__in=[id for order, id in kept if order >= place]).delete()
    conditions = Q(item_id=row.item_id, stock__in=[Stock.ACCOUNTING, Stock.BOTH]) & ~Q(kind__in=BETWEEN_LOCATIONS)
    row.since_checkpoint, row.last_order = 0, ""
    if before is None:
        return Pool(from_text(row.tail).method), movements(ctx, where=conditions)
    pool = from_text(PoolCheckpoint.objects.values_list("state", flat=True).get(id=before[1]))
    row.last_order = order_text(before[0])
    if before[0][0]:  # opening stock comes first whatever its day, so after it any day may follow
        conditions &= Q(day__gte=before[0][1])
    later = movements(ctx, where=conditions)
    return pool, [movement for movement in later if movement.event.order > before[0]]


def _replay(
    row: CostPool,
    pool: Pool,
    replayed: Sequence[Movement],
    past: Past,
    checkpoints: list[tuple[int, date, str, str]],
) -> Outcome:
    """Replay, keep the state after every so many movements, and leave the pool's tail in `row`."""
    events = sorted((movement.event for movement in replayed), key=lambda event: event.order)
    outcome, start = Outcome(), 0
    while start < len(events):
        part = events[start : start + CHECKPOINT_EVERY - row.since_checkpoint]
        found = replay(pool, part, past)
        outcome.values |= found.values
        outcome.late += found.late
        outcome.allocations += found.allocations
        start += len(part)
        row.since_checkpoint += len(part)
        if row.since_checkpoint == CHECKPOINT_EVERY:
            row.since_checkpoint = 0
            last = part[-1]
            checkpoints.append((row.id, last.day, order_text(last.order), to_text(pool)))
    row.tail = to_text(pool)
    row.last_order = order_text(events[-1].order) if events else row.last_order
    return outcome


def _past(ctx: Ctx, item_id: int, pool: Pool, replayed: Sequence[Movement]) -> tuple[Past, list[Movement]]:
    """Return what the replayed movements refer back to: outflows that come back, lots that get value."""
    own = {movement.line_id for movement in replayed}
    names = {
        movement.lot
        for movement in replayed
        if movement.lot and movement.lot not in own and movement.kind in {Kind.RETURN, Kind.VALUE}
    }
    if not names:
        return Past(), []
    referred = movements(ctx, where=Q(line_id__in=names, item_id=item_id))
    outflows = [movement for movement in referred if movement.kind is Kind.OUTFLOW]
    lots = [movement for movement in referred if movement.kind in _LOTS]
    return Past(_left(ctx, outflows, own) if outflows else {}, _lots(ctx, pool, lots, own) if lots else {}), referred


def _lots(ctx: Ctx, pool: Pool, inflows: Sequence[Movement], replayed: set[int]) -> dict[int, Lot]:
    """Return each inflow's lot, with who took from it before the replayed movements (moving average: nobody knows)."""
    if pool.method is Method.AVERAGE:
        return {movement.line_id: Lot(movement.line_id, movement.quantity, 0) for movement in inflows}
    gone = {m.line_id: Lot(m.line_id, m.quantity, 0, taken=m.quantity) for m in inflows}
    lots = gone | {lot.key: lot for lot in pool.lots if lot.key in gone}
    uses = LotUse.objects.filter(lot_line_id__in=list(lots)).exclude(line_id__in=replayed)
    taken = list(uses.values_list("lot_line_id", "line_id", "quantity_micro"))
    takers = movements(ctx, where=Q(line_id__in={line_id for _lot, line_id, _quantity in taken}))
    order = {movement.line_id: movement.event.order for movement in takers}
    for lot_id, line_id, quantity in sorted(taken, key=lambda use: order[use[1]]):
        lots[lot_id].consumers.append((line_id, quantity))
    return lots


def _left(ctx: Ctx, outflows: Sequence[Movement], replayed: set[int]) -> dict[int, Left]:
    """Return what each outflow has cost and how much of it has come back, before the replayed movements."""
    lines = [movement.line_id for movement in outflows]
    costs = StockValue.objects.filter(line_id__in=lines).exclude(cause_id__in=replayed)
    cost = dict(costs.values_list("line_id").annotate(Sum("value_minor")).order_by())
    left = {m.line_id: Left(m.quantity, -int(cost.get(m.line_id, 0))) for m in outflows}
    for back in movements(ctx, where=Q(lot_line_id__in=lines, kind=Kind.RETURN)):
        if back.line_id not in replayed and back.lot is not None:
            left[back.lot].returned += back.quantity
    return left


def _missing(ctx: Ctx, outcome: Outcome, known: Mapping[int, Movement]) -> list[Movement]:
    """Return movements that late costs are about and that were not replayed."""
    lines = {late.outflow for late in outcome.late if late.outflow} - known.keys()
    return movements(ctx, where=Q(line_id__in=lines)) if lines else []


def _posted(item_id: int, causes: Iterable[int]) -> dict[ValueSlot, int]:
    """Return what was posted because of the movements `causes`, by slot."""
    fields = (
        "line_id",
        "cause_id",
        "wanted_day",
        "item_id",
        "location_id",
        "inventory_account_id",
        "contra_account_id",
    )
    wanted = set(causes)
    rows = StockValue.objects.filter(item_id=item_id).values_list(*fields).annotate(Sum("value_minor")).order_by()
    return {ValueSlot(*row[:7]): int(row[7]) for row in rows.iterator() if row[1] in wanted and row[7]}


def _new_uses(item_id: int, allocations: Sequence[Allocation], replayed: set[int]) -> list[Allocation]:
    """Remove uses that a replay no longer finds, and return those that it found for the first time."""
    new, gone = Counter(allocations), []
    for id, *use in _uses_of(item_id, replayed):
        allocation = Allocation(*use)
        if new[allocation]:
            new[allocation] -= 1
        else:
            gone.append(id)
    for start in range(0, len(gone), _DELETED_AT_ONCE):
        LotUse.objects.filter(id__in=gone[start : start + _DELETED_AT_ONCE]).delete()
    return list(new.elements())


def _uses_of(item_id: int, keys: set[int]) -> list[tuple[int, int, int, int, int]]:
    """Return (id, outflow, lot, quantity, value) of the uses by, or of, the movements `keys` of an item."""
    if not keys:
        return []
    if len(keys) > _BATCH:  # all of the item, rather than many at a time
        where = Q(line_id__in=StockEventRow.objects.filter(item_id=item_id).values("line_id"))
    else:
        where = Q(line_id__in=keys) | Q(lot_line_id__in=keys)
    rows = LotUse.objects.filter(where).order_by("id")
    found = rows.values_list("id", "line_id", "lot_line_id", "quantity_micro", "value_minor")
    return [row for row in found.iterator() if row[1] in keys or row[2] in keys]
