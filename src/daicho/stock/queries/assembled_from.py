"""Which items are made of which, by the assemblies that count."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.stock.core.event import Kind
from daicho.stock.models import StockEventRow


def assembled_from(ctx: Ctx, *, item_ids: Collection[int]) -> set[int]:
    """Return these items and all that were ever made of them, at any depth: one query for each step."""
    del ctx  # the organisation is in scope
    found, new = set(item_ids), set(item_ids)
    while new:
        assemblies = StockEventRow.objects.filter(
            item_id__in=new, assembly_id__isnull=False, kind=Kind.OUTFLOW, retractions__isnull=True
        ).values("assembly_id")
        made = StockEventRow.objects.filter(
            assembly_id__in=assemblies, kind=Kind.INFLOW, retractions__isnull=True
        ).values_list("item_id", flat=True)
        new = set(made.distinct()) - found
        found |= new
    return found
