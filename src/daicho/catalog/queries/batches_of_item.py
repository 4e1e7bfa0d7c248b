"""The batches, or serial numbers, of an item."""

from collections.abc import Sequence

from daicho.catalog.core.uses import BatchOfItem
from daicho.catalog.queries._uses import item_uses
from daicho.kernel.context import Ctx


def batches_of_item(ctx: Ctx, *, item_id: int) -> tuple[Sequence[BatchOfItem], bool]:
    """Return the item's batches or serial numbers, those that expire first in front, and whether there are more."""
    found = [use.batches(ctx, item_id) for use in item_uses() if use.batches]
    return [batch for batches, _more in found for batch in batches], any(more for _batches, more in found)
