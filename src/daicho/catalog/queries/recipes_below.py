"""Which items are made of which, by their recipes."""

from collections.abc import Collection

from daicho.catalog.models import RecipeLine
from daicho.kernel.context import Ctx


def recipes_below(ctx: Ctx, *, item_ids: Collection[int]) -> dict[int, list[int]]:
    """Return composite item → components, of these items and all that they are made of: one query for each level."""
    del ctx  # the organisation is in scope
    found: dict[int, list[int]] = {}
    new = set(item_ids)
    while new:
        rows = RecipeLine.objects.filter(composite_id__in=new).order_by("composite_id", "position")
        parts: dict[int, list[int]] = {}
        for composite_id, item_id in rows.values_list("composite_id", "item_id"):
            parts.setdefault(composite_id, []).append(item_id)
        found |= parts
        new = {item_id for components in parts.values() for item_id in components} - found.keys()
    return found
