"""Locks of stock, always taken in the order of item ids (docs/internals/costing.md)."""

from collections.abc import Collection, Sequence
from contextlib import suppress

from django.db import transaction
from django.db.models import Count, QuerySet

from daicho.catalog.queries.item_card import item_card
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.db.fixed import fixed
from daicho.stock.commands._linked_pools import comes_last
from daicho.stock.core.change import Changed
from daicho.stock.core.costing import Method, Pool
from daicho.stock.core.state import to_text
from daicho.stock.models import Adjustment, Assembly, CostPool, Location, TransferOrder
from daicho.stock.queries.assembled_from import assembled_from


def lock_pools(ctx: Ctx, *, change: Changed) -> list[CostPool]:
    """Lock the pools of the items that move until the transaction ends and return them; those not there yet are made.

    Either all are there and get locked, or none is locked before the missing ones are made: whoever held a lock while
    waiting for another to make a pool could wait for it in a circle. Where assemblies link a pool and the change does
    not come last in it, the pools of all that was made of its goods are locked and returned with it.
    """
    pools = _lock_all(change.items)
    if pools:
        return pools
    _make_missing(ctx, change.items)
    return _lock_all(change.items) or _lock_linked(ctx, change)


def _lock_all(item_ids: Collection[int]) -> list[CostPool]:
    """Lock the pools and return them where each item has one and none is linked; lock nothing otherwise."""
    return _locked(item_ids, len(item_ids))


@fixed
def _locked(item_ids: Collection[int], number: int) -> QuerySet[CostPool]:
    pools = CostPool.objects.filter(item_id__in=item_ids)
    unlinked = pools.filter(is_linked=False).order_by().values("organization_id")
    there = unlinked.annotate(number=Count("id")).values("number")
    return pools.alias(there=there).filter(there=number).select_for_update().order_by("item_id")


def _make_missing(ctx: Ctx, item_ids: Collection[int]) -> None:
    there = CostPool.objects.filter(item_id__in=item_ids).values_list("item_id", flat=True)
    new = sorted(set(item_ids) - set(there))
    cards = item_card(ctx, item_ids=new) if new else {}
    CostPool.objects.bulk_create(
        [
            CostPool(
                organization_id=ctx.organization_id,
                item_id=item_id,
                tail=to_text(Pool(Method(cards[item_id].inventory_valuation_method))),
            )
            for item_id in new
        ],
        ignore_conflicts=True,
    )


class _MoreToLock(Exception):
    """Leaves the savepoint, and with it the locks taken since."""


def _lock_linked(ctx: Ctx, change: Changed) -> list[CostPool]:
    """Lock the pools, some of them linked, with those that have to follow; all of them in order, or none."""
    wanted = change.items
    while True:
        with suppress(_MoreToLock), transaction.atomic():
            pools = list(CostPool.objects.filter(item_id__in=wanted).select_for_update().order_by("item_id"))
            wanted |= _that_follow(ctx, pools, change)
            if len(wanted) > len(pools):
                raise _MoreToLock
            return pools


def _that_follow(ctx: Ctx, pools: Sequence[CostPool], change: Changed) -> set[int]:
    """Return the items whose cost may change with that of the linked pools."""
    linked = [pool for pool in pools if pool.is_linked]
    if all(comes_last(pool, change) for pool in linked):
        return set()
    return assembled_from(ctx, item_ids=[pool.item_id for pool in linked])


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
