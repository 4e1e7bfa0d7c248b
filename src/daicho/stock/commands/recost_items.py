"""Re-costing after movements changed: from their place on, differences as the result (docs/internals/costing.md)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.platform.db.bulk import Bulk
from daicho.stock.commands._linked_pools import links, recost_linked
from daicho.stock.commands._recosted import Found, compare_uses, posted_values
from daicho.stock.core.change import Changed
from daicho.stock.core.costing import Left, Outcome, Past, Pool, replay_in_order
from daicho.stock.core.event import BEGINNING, Kind, Order
from daicho.stock.core.lot import Lot
from daicho.stock.core.movement import BETWEEN_LOCATIONS, Movement, Stock
from daicho.stock.core.state import from_text, order_from, order_text, to_text
from daicho.stock.core.valuation import ValueSlot, value_difference, wanted_values
from daicho.stock.models import CostPool, LotUse, PoolCheckpoint, StockValue
from daicho.stock.queries._counting import of_pools
from daicho.stock.queries.movements import movements
from daicho.stock.queries.movements_of import movements_of

CHECKPOINT_EVERY = 100
_LOTS = frozenset({Kind.OPENING, Kind.INFLOW, Kind.RETURN})
"""Kinds whose movements are lots."""
Differences = list[tuple[ValueSlot, int]]


# tidy: allow unauthorised: the command that posts has authorised
# tidy: allow unaudited: the command that posts records
def recost_items(ctx: Ctx, *, pools: Sequence[CostPool], change: Changed, bulk: Bulk) -> Differences:
    """Bring the locked pools up to date with a change of movements and return the values to append, in order.

    The movements are in `bulk`, which is written where a pool has to be read. Each pool is replayed from the earliest
    change on: an append at the end touches nothing but itself. What follows a change of others, or of the method, is
    replayed from the beginning.
    """
    found = Found()
    linked = links(pools, change)
    recost_linked(ctx, linked, change, found, bulk)
    for pool in pools:
        of_pool = change.of_accounting(pool.key)
        follows = pool.key in change.followers
        if (of_pool or follows) and not pool.is_linked:
            _recost(ctx, pool, of_pool, found, bulk, follows=follows)
    _write_uses(found, bulk)
    bulk.insert(PoolCheckpoint, ("pool_id", "day", "order", "state"), found.checkpoints)
    states = [(pool.id, pool.tail, pool.last_order, pool.since_checkpoint, pool.is_linked) for pool in pools]
    bulk.update(CostPool, ("tail", "last_order", "since_checkpoint", "is_linked"), states)
    return found.differences


def _write_uses(found: Found, bulk: Bulk) -> None:
    """Write new uses over those that are no more, as far as these reach.

    Two pools miss the same use where a line now moves another item.
    """
    columns, new = ("line_id", "lot_line_id", "quantity_micro", "value_minor"), found.uses
    gone = list(dict.fromkeys(found.gone_uses))
    bulk.update(LotUse, columns, [(id, *use) for id, use in zip(gone, new, strict=False)])
    bulk.delete(LotUse, gone[len(new) :])
    bulk.insert(LotUse, columns, new[len(gone) :])


def _recost(ctx: Ctx, row: CostPool, change: Changed, found: Found, bulk: Bulk, *, follows: bool) -> None:
    moved = (*change.added, *change.retracted)
    earliest = BEGINNING if follows else min(movement.event.order for movement in moved)
    is_append = not change.retracted and (not row.last_order or order_from(row.last_order) < earliest)
    if is_append:
        pool, replayed = from_text(row.tail), list(change.added)
    else:
        bulk.write()
        pool, replayed = _from_place(ctx, row, earliest)
    past, referred = _past(ctx, row.key, pool, replayed)
    outcome = _replay(row, pool, replayed, past, found.checkpoints)
    keys = {movement.line_id for movement in (*replayed, *change.retracted)}
    known = {movement.line_id: movement for movement in (*referred, *replayed)}
    known |= {m.line_id: m for m in _missing(ctx, outcome, known)}
    posted = {} if is_append else posted_values(row.key, keys)
    compare_uses(found, row.key, outcome.allocations, set() if is_append else keys)
    found.differences += value_difference(posted, wanted_values(outcome, known))


def _from_place(ctx: Ctx, row: CostPool, place: Order) -> tuple[Pool, list[Movement]]:
    """Return the last kept state before `place`, and the movements after it; later states are forgotten."""
    kept = [(order_from(order), id) for order, id in row.checkpoints.values_list("order", "id")]
    before = max((one for one in kept if one[0] < place), default=None)
    PoolCheckpoint.objects.filter(id__in=[id for order, id in kept if order >= place]).delete()
    conditions = of_pools([row.key]) & Q(stock__in=[Stock.ACCOUNTING, Stock.BOTH]) & ~Q(kind__in=BETWEEN_LOCATIONS)
    row.since_checkpoint, row.last_order = 0, ""
    if before is None:
        return from_text(row.tail).beginning(), movements(ctx, where=conditions)
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
        found = replay_in_order(pool, part, past)
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


def _past(ctx: Ctx, pool_key: int, pool: Pool, replayed: Sequence[Movement]) -> tuple[Past, list[Movement]]:
    """Return what the replayed movements refer back to: outflows that come back, lots that get value."""
    own = {movement.line_id for movement in replayed}
    names = {
        movement.lot
        for movement in replayed
        if movement.lot and movement.lot not in own and movement.kind in {Kind.RETURN, Kind.VALUE}
    }
    if not names:
        return Past(), []
    referred = [m for m in movements(ctx, where=Q(line_id__in=names) & of_pools([pool_key])) if m.is_costed]
    outflows = [movement for movement in referred if movement.kind is Kind.OUTFLOW]
    lots = [movement for movement in referred if movement.kind in _LOTS]
    past = Past(_left(ctx, outflows, own) if outflows else {})
    if lots:
        past.mixed = {movement.line_id for movement in lots if pool.has_mixed(movement.event)}
        past.lots = _lots(ctx, pool, lots, own, past.mixed)
    return past, referred


def _lots(
    ctx: Ctx, pool: Pool, inflows: Sequence[Movement], replayed: set[int], mixed: Collection[int]
) -> dict[int, Lot]:
    """Return each inflow's lot, with who took from it before the replayed movements (of mixed ones nobody knows)."""
    blended = {m.line_id: Lot(m.line_id, m.quantity, 0) for m in inflows if m.line_id in mixed}
    gone = {m.line_id: Lot(m.line_id, m.quantity, 0, taken=m.quantity) for m in inflows if m.line_id not in mixed}
    if not gone:
        return blended
    lots = gone | {lot.key: lot for lot in pool.lots if lot.key in gone}
    uses = LotUse.objects.filter(lot_line_id__in=list(lots)).values_list("lot_line_id", "line_id", "quantity_micro")
    taken = [use for use in uses if use[1] not in replayed]
    takers = movements_of(ctx, line_ids={line_id for _lot, line_id, _quantity in taken})
    order = {movement.line_id: movement.event.order for movement in takers}
    for lot_id, line_id, quantity in sorted(taken, key=lambda use: order[use[1]]):
        lots[lot_id].consumers.append((line_id, quantity))
    return blended | lots


def _left(ctx: Ctx, outflows: Sequence[Movement], replayed: set[int]) -> dict[int, Left]:
    """Return what each outflow has cost and how much of it has come back, before the replayed movements."""
    lines = [movement.line_id for movement in outflows]
    left = {m.line_id: Left(m.quantity, 0) for m in outflows}
    costs = StockValue.objects.filter(line_id__in=lines).values_list("line_id", "cause_id", "value_minor")
    for line_id, cause_id, value in costs:
        if cause_id not in replayed:
            left[line_id].cost -= value
    for back in movements(ctx, where=Q(lot_line_id__in=lines, kind=Kind.RETURN)):
        if back.is_costed and back.line_id not in replayed and back.lot is not None:
            left[back.lot].returned += back.quantity
    return left


def _missing(ctx: Ctx, outcome: Outcome, known: Mapping[int, Movement]) -> list[Movement]:
    """Return movements that late costs are about and that were not replayed."""
    lines = {late.outflow for late in outcome.late if late.outflow} - known.keys()
    return movements_of(ctx, line_ids=lines)
