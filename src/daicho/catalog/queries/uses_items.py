"""Items that recipes are made of."""

from collections.abc import Collection

from daicho.catalog.models import RecipeLine
from daicho.kernel.context import Ctx


def uses_items(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
    """Return those of these items that go into a composite item."""
    del ctx  # the organisation is in scope
    return set(RecipeLine.objects.filter(item_id__in=ids).values_list("item_id", flat=True).distinct())
