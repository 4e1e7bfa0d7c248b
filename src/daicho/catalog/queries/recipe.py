"""What composite items are made of."""

from collections.abc import Collection
from dataclasses import dataclass

from daicho.catalog.models import RecipeLine
from daicho.catalog.queries.item_card import CARD_FIELDS, ItemCard
from daicho.kernel.context import Ctx


@dataclass(frozen=True, slots=True)
class RecipePart:
    """A component and how much of it (10^-6) goes into one of the composite item."""

    line_id: int
    card: ItemCard
    quantity_micro: int


def recipe(ctx: Ctx, *, item_ids: Collection[int]) -> dict[int, list[RecipePart]]:
    """Return composite item → its components in their order; ordinary items have none."""
    del ctx  # the organisation is in scope
    rows = RecipeLine.objects.filter(composite_id__in=set(item_ids)).order_by("composite_id", "position")
    columns = [f"item__{name}" for name in CARD_FIELDS]
    found: dict[int, list[RecipePart]] = {}
    for composite_id, line_id, quantity, *card in rows.values_list("composite_id", "id", "quantity_micro", *columns):
        found.setdefault(composite_id, []).append(RecipePart(line_id, ItemCard(*card), quantity))
    return found
