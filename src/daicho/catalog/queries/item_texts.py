"""How items are called on lines."""

from collections.abc import Collection

from daicho.catalog.models import Item
from daicho.kernel.context import Ctx


def item_texts(ctx: Ctx, *, item_ids: Collection[int]) -> dict[int, tuple[str, str, str, str]]:
    """Return id → (name, SKU, unit, description for customers) of those items that exist."""
    del ctx  # the organisation is in scope
    rows = Item.objects.filter(id__in=item_ids).values_list("id", "name", "sku", "unit", "description")
    return {item_id: (name, sku, unit, description) for item_id, name, sku, unit, description in rows}
