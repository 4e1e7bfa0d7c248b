"""Items, and the kits that need them."""

from collections.abc import Collection
from typing import Any

from daicho.catalog.models import Item, RecipeLine
from daicho.kernel.context import Ctx


def with_their_kits(ctx: Ctx, *, item_ids: Collection[int]) -> Any:
    """Return the ids of those of these items that are kept in stock, and of the kits made of them, as an inner query.

    One list of ids, not two with an "or" between them, is what SQLite finds an index for.
    """
    del ctx  # the organisation is in scope
    kept = Item.objects.filter(id__in=item_ids, item_type="inventory").order_by().values("id")
    kits = RecipeLine.objects.filter(item_id__in=item_ids, composite__combo_type="kit").order_by()
    return kept.union(kits.values("composite_id"))
