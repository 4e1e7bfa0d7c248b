"""Which items moved in stock."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.stock.models import AdjustmentLine, Assembly, AssemblyLine, Batch, StockEventRow, TransferLine


def uses_items(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
    """Return those of these items that ever moved, that have batches, or that a document of stock names."""
    del ctx  # the organisation is in scope
    tables = (Batch, StockEventRow, AdjustmentLine, TransferLine, Assembly, AssemblyLine)
    return {
        found
        for table in tables
        for found in table.objects.filter(item_id__in=ids).values_list("item_id", flat=True).distinct()
    }
