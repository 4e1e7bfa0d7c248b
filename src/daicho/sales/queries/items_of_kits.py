"""Items of the kits that were sold."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.sales.models import KitPart


def items_of_kits(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
    """Return those of these items that were sold as a kit, or in one."""
    del ctx  # the organisation is in scope
    return {
        found
        for column in ("kit_id", "item_id")
        for found in KitPart.objects.filter(**{f"{column}__in": ids}).values_list(column, flat=True).distinct()
    }
