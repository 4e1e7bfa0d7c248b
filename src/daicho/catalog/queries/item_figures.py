"""How many items there are."""

from dataclasses import dataclass

from django.db.models import Count, Q

from daicho.catalog.models import Item
from daicho.kernel.context import Ctx


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """Counts of active items; `tracked` are those whose stock is kept."""

    active: int
    tracked: int


def item_figures(ctx: Ctx) -> ItemFigures:
    """Return the counts, in one statement."""
    del ctx  # the organisation is in scope
    rows = Item.objects.filter(is_active=True)
    return ItemFigures(**rows.aggregate(active=Count("id"), tracked=Count("id", filter=Q(item_type="inventory"))))
