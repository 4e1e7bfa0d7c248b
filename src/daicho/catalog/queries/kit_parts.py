"""What kits are put together of, as far as it is kept in stock."""

from collections.abc import Collection

from daicho.catalog.models import RecipeLine
from daicho.kernel.context import Ctx


def kit_parts(ctx: Ctx, *, item_ids: Collection[int]) -> dict[int, list[tuple[int, int]]]:
    """Return kit → (component, how much of it in 10^-6 goes into one kit), those of these items that are kits."""
    del ctx  # the organisation is in scope
    rows = RecipeLine.objects.filter(
        composite_id__in=item_ids, composite__combo_type="kit", item__item_type="inventory"
    )
    found: dict[int, list[tuple[int, int]]] = {}
    for kit, item_id, quantity in rows.order_by("position").values_list("composite_id", "item_id", "quantity_micro"):
        found.setdefault(kit, []).append((item_id, quantity))
    return found
