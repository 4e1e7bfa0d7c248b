"""Re-costing pools that assemblies link: what one gives becomes what another gets (core/assembling.py)."""

from collections.abc import Sequence

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.platform.db.bulk import Bulk
from daicho.stock.commands._recosted import Found, compare_uses, posted_values
from daicho.stock.core.assembling import Linked, LinkedOutcome, outputs_of, replay_linked
from daicho.stock.core.change import Changed
from daicho.stock.core.costing import Pool
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import BETWEEN_LOCATIONS, Movement, Stock
from daicho.stock.core.state import from_text, order_from, order_text, to_text
from daicho.stock.core.valuation import value_difference, wanted_values
from daicho.stock.models import CostPool, PoolCheckpoint
from daicho.stock.queries._counting import of_pools
from daicho.stock.queries.assembly_flows import assembly_flows
from daicho.stock.queries.movements import movements

_BY_THEMSELVES = frozenset({Kind.OPENING, Kind.INFLOW, Kind.OUTFLOW})
"""Kinds that refer to nothing before them."""


def links(pools: Sequence[CostPool], change: Changed) -> list[CostPool]:
    """Return the pools that assemblies link, with those that the change links first."""
    linked = {m.pool_key for m, _ in change.signed() if m.assembly_id is not None}
    for pool in pools:
        if pool.key in linked and not pool.is_linked:
            pool.is_linked, pool.since_checkpoint = True, 0
            PoolCheckpoint.objects.filter(pool_id=pool.id).delete()
    return [pool for pool in pools if pool.is_linked]


def comes_last(pool: CostPool, change: Changed) -> bool:
    """Return whether a change comes after everything in the pool and makes nothing known late: nothing else follows."""
    of_pool = change.of_accounting(pool.key)
    if of_pool.retracted or pool.key in change.followers:
        return False
    if not of_pool.added:
        return True
    earliest = min(movement.event.order for movement in of_pool.added)
    if pool.last_order and order_from(pool.last_order) >= earliest:
        return False
    return not from_text(pool.tail).uncovered and all(m.kind in _BY_THEMSELVES for m in of_pool.added)


def recost_linked(ctx: Ctx, pools: Sequence[CostPool], change: Changed, found: Found, bulk: Bulk) -> None:
    """Bring linked pools up to date: by the new movements alone where these come last, else from their beginning.

    In the second case `pools` holds all that was made of them as well (locks.lock_pools).
    """
    if not any(change.of_accounting(pool.key) or pool.key in change.followers for pool in pools):
        return
    if all(comes_last(pool, change) for pool in pools):
        _append(pools, change, found)
    else:
        bulk.write()
        _from_the_beginning(ctx, pools, change, found)


def _append(pools: Sequence[CostPool], change: Changed, found: Found) -> None:
    added = {pool.key: list(change.of_accounting(pool.key).added) for pool in pools}
    known = {movement.line_id: movement for of_pool in added.values() for movement in of_pool}
    linked = Linked(
        {pool.key: from_text(pool.tail) for pool in pools},
        {key: [movement.event for movement in of_pool] for key, of_pool in added.items()},
        outputs_of((movement.pool_key, movement.event) for movement in known.values()),
    )
    outcome = replay_linked(linked)
    for pool in pools:
        _keep(pool, linked.pools[pool.key], outcome)
        of_pool = outcome.outcomes[pool.key]
        found.uses += of_pool.allocations
        found.differences += value_difference({}, wanted_values(of_pool, known))


def _from_the_beginning(ctx: Ctx, pools: Sequence[CostPool], change: Changed, found: Found) -> None:
    moved: dict[int, list[Movement]] = {pool.key: [] for pool in pools}
    counts = Q(stock__in=[Stock.ACCOUNTING, Stock.BOTH]) & ~Q(kind__in=BETWEEN_LOCATIONS)
    for movement in movements(ctx, where=counts & of_pools(list(moved))):
        moved[movement.pool_key].append(movement)
    flows = assembly_flows(ctx, pools=list(moved), replayed=list(moved))
    linked = Linked(
        {pool.key: from_text(pool.tail).beginning() for pool in pools},
        {key: [movement.event for movement in of_pool] for key, of_pool in moved.items()},
        flows.outputs,
        flows.given,
    )
    outcome = replay_linked(linked)
    known = flows.causes | {movement.line_id: movement for of_pool in moved.values() for movement in of_pool}
    for pool in pools:
        pool.last_order = ""
        _keep(pool, linked.pools[pool.key], outcome)
        retracted = change.of_accounting(pool.key).retracted
        keys = {movement.line_id for movement in (*moved[pool.key], *retracted)}
        compare_uses(found, pool.key, outcome.outcomes[pool.key].allocations, keys)
        wanted = wanted_values(outcome.outcomes[pool.key], known)
        found.differences += value_difference(posted_values(pool.key, None), wanted)


def _keep(row: CostPool, pool: Pool, outcome: LinkedOutcome) -> None:
    row.tail = to_text(pool)
    if row.key in outcome.last:
        row.last_order = order_text(outcome.last[row.key])
