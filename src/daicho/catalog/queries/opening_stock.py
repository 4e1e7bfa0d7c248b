"""What items start with."""

from collections.abc import Collection
from dataclasses import dataclass

from daicho.catalog.models import OpeningStock
from daicho.kernel.context import Ctx


@dataclass(frozen=True, slots=True)
class OpeningStockPlace:
    """Opening stock of an item at a location (None: the primary one); quantity and cost per unit in 10^-6.

    `line_id` stays when the figures change.
    """

    line_id: int
    item_id: int
    location_id: int | None
    quantity_micro: int
    rate_micro: int


def opening_stock(ctx: Ctx, *, item_ids: Collection[int] | None = None) -> list[OpeningStockPlace]:
    """Return the opening stock of these items (None: of all), in the order in which it was entered."""
    del ctx  # the organisation is in scope
    rows = OpeningStock.objects.all() if item_ids is None else OpeningStock.objects.filter(item_id__in=item_ids)
    fields = ("id", "item_id", "location_id", "quantity_micro", "rate_micro")
    return [OpeningStockPlace(*row) for row in rows.order_by("item_id", "id").values_list(*fields)]
