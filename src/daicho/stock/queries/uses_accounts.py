"""Which accounts documents of stock name."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.stock.models import Adjustment, AdjustmentLine


def uses_accounts(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
    """Return those of these accounts that an inventory adjustment names."""
    del ctx  # the organisation is in scope
    headers = Adjustment.objects.filter(account_id__in=ids).values_list("account_id", flat=True)
    return {*headers, *AdjustmentLine.objects.filter(account_id__in=ids).values_list("account_id", flat=True)}
