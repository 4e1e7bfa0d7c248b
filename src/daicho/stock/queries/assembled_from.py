"""Which goods are made of which, by the assemblies that count."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.stock.core.event import Kind
from daicho.stock.models import StockEventRow
from daicho.stock.queries._counting import of_pools, pool_key


def assembled_from(ctx: Ctx, *, pools: Collection[int]) -> set[int]:
    """Return these pools and all that were ever made of them, at any depth: one query for each step."""
    del ctx  # the organisation is in scope
    found, new = set(pools), set(pools)
    while new:
        assemblies = StockEventRow.objects.filter(
            of_pools(new), assembly_id__isnull=False, kind=Kind.OUTFLOW, retractions__isnull=True
        ).values("assembly_id")
        made = StockEventRow.objects.filter(
            assembly_id__in=assemblies, kind=Kind.INFLOW, retractions__isnull=True
        ).values_list(pool_key(), flat=True)
        new = set(made.distinct()) - found
        found |= new
    return found
