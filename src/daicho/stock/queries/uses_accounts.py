"""Which accounts documents of stock name."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.stock.models import Adjustment, AdjustmentLine, AssemblyLine


def uses_accounts(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
    """Return those of these accounts that an inventory adjustment or an assembly names."""
    del ctx  # the organisation is in scope
    tables = (Adjustment, AdjustmentLine, AssemblyLine)
    return {
        found
        for table in tables
        for found in table.objects.filter(account_id__in=ids).values_list("account_id", flat=True).distinct()
    }
