"""Locks of stock, always taken in the order of pools' keys (docs/internals/costing.md)."""

from collections.abc import Collection, Sequence
from contextlib import suppress

from django.db import transaction
from django.db.models import Count, Min, QuerySet

from daicho.catalog.queries.item_card import item_card
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.db.fixed import fixed
from daicho.stock.commands._linked_pools import comes_last
from daicho.stock.core.change import Changed
from daicho.stock.core.costing import Method, Pool
from daicho.stock.core.state import from_text, to_text
from daicho.stock.models import Adjustment, Assembly, CostPool, Location, TransferOrder
from daicho.stock.queries.assembled_from import assembled_from


def lock_pools(ctx: Ctx, *, change: Changed) -> list[CostPool]:
    """Lock the pools that move until the transaction ends and return them; those not there yet are made.

    Either all are there and get locked, or none is locked before the missing ones are made: whoever held a lock while
    waiting for another to make a pool could wait for it in a circle. Where assemblies link a pool and the change does
    not come last in it, the pools of all that was made of its goods are locked and returned with it.
    """
    pools = lock_plain_pools(change)
    if pools:
        return pools
    _make_missing(ctx, change)
    return lock_plain_pools(change) or _lock_linked(ctx, change)


def lock_plain_pools(change: Changed) -> list[CostPool]:
    """Lock the pools and return them where all are there and none is linked or divided; lock nothing otherwise."""
    return list(_locked(change.pools, len(change.pools)))


@fixed
def _locked(keys: Collection[int], number: int) -> QuerySet[CostPool]:
    pools = CostPool.objects.filter(key__in=keys)
    plain = pools.filter(is_linked=False, is_divided=False).order_by().values("organization_id")
    there = plain.annotate(number=Count("id")).values("number")
    return pools.alias(there=there).filter(there=number).select_for_update().order_by("key")


def _make_missing(ctx: Ctx, change: Changed) -> None:
    items = {movement.pool_key: movement.item_id for movement, _sign in change.signed()}
    there = set(CostPool.objects.filter(key__in=list(items)).values_list("key", flat=True))
    new = {key: item_id for key, item_id in sorted(items.items()) if key not in there}
    cards = item_card(ctx, item_ids=set(new.values()))
    tails = {card.item_id: to_text(Pool(Method(card.inventory_valuation_method))) for card in cards.values()}
    tails |= _beginnings({item_id for key, item_id in new.items() if key != item_id})
    CostPool.objects.bulk_create(
        [
            CostPool(
                organization_id=ctx.organization_id,
                item_id=item_id,
                key=key,
                tail=tails[item_id],
                is_divided=key == item_id and bool(cards[item_id].tracking),
            )
            for key, item_id in new.items()
        ],
        ignore_conflicts=True,
    )


def _beginnings(item_ids: Collection[int]) -> dict[int, str]:
    """Return how pools of these items begin, where there are any: an item's batches change their method together."""
    if not item_ids:
        return {}
    first = CostPool.objects.filter(item_id__in=item_ids).order_by().values("item_id").annotate(key=Min("key"))
    rows = CostPool.objects.filter(key__in=first.values("key")).values_list("item_id", "tail")
    return {item_id: to_text(from_text(tail).beginning()) for item_id, tail in rows}


class _MoreToLock(Exception):
    """Leaves the savepoint, and with it the locks taken since."""


def _lock_linked(ctx: Ctx, change: Changed) -> list[CostPool]:
    """Lock the pools, some of them linked, with those that have to follow; all of them in order, or none."""
    wanted = change.pools
    while True:
        with suppress(_MoreToLock), transaction.atomic():
            pools = list(CostPool.objects.filter(key__in=wanted).select_for_update().order_by("key"))
            wanted |= _that_follow(ctx, pools, change)
            if len(wanted) > len(pools):
                raise _MoreToLock
            return pools


def _that_follow(ctx: Ctx, pools: Sequence[CostPool], change: Changed) -> set[int]:
    """Return the pools whose cost may change with that of the linked pools."""
    linked = [pool for pool in pools if pool.is_linked]
    if all(comes_last(pool, change) for pool in linked):
        return set()
    return assembled_from(ctx, pools=[pool.key for pool in linked])


def locked_location(location_id: int) -> Location:
    """Return a location for changing; the virtual one for goods in transit is nobody's. Raises NotFound."""
    rows = Location.objects.select_for_update().filter(is_transit=False).order_by("id")  # all: one of them is primary
    row = next((row for row in rows if row.id == location_id), None)
    if row is None:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Location")})
    return row


def locked_adjustment(adjustment_id: int) -> Adjustment:
    """Return an adjustment for changing. Raises NotFound."""
    row = Adjustment.objects.select_for_update().filter(id=adjustment_id).first()
    if row is None:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Inventory adjustment")})
    return row


def locked_transfer(transfer_id: int) -> TransferOrder:
    """Return a transfer order for changing. Raises NotFound."""
    row = TransferOrder.objects.select_for_update().filter(id=transfer_id).first()
    if row is None:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Transfer order")})
    return row


def locked_assembly(assembly_id: int) -> Assembly:
    """Return an assembly for changing. Raises NotFound."""
    row = Assembly.objects.select_for_update().filter(id=assembly_id).first()
    if row is None:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Assembly")})
    return row
