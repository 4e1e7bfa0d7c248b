"""Kits that need an item."""

from collections.abc import Collection
from typing import Any

from daicho.catalog.models import RecipeLine
from daicho.kernel.context import Ctx


def kits_with(ctx: Ctx, *, item_ids: Collection[int]) -> Any:
    """Return the ids of the kits that are put together of these items, as a query inside a query."""
    del ctx  # the organisation is in scope
    rows = RecipeLine.objects.filter(item_id__in=item_ids, composite__combo_type="kit")
    return rows.order_by().values("composite_id")
