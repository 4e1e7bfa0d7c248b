"""The batches of an item, for the page of the item."""

from collections.abc import Sequence

from django.db.models import F

from daicho.catalog.core.uses import BatchOfItem
from daicho.kernel.context import Ctx
from daicho.stock.models import Batch
from daicho.stock.queries._batch_views import batch_views

_LIMIT = 200


def batches_of_item(  # tidy: allow call-shape: the shape of ItemUse.batches
    ctx: Ctx, item_id: int
) -> tuple[Sequence[BatchOfItem], bool]:
    """Return the batches or serial numbers of an item, those that expire first in front, and whether there are more."""
    rows = Batch.objects.filter(item_id=item_id).order_by(F("expires_on").asc(nulls_last=True), "number")
    page = list(rows[: _LIMIT + 1])
    found = [
        BatchOfItem(
            batch_id=view.batch_id,
            number=view.number,
            expires_on=view.expires_on,
            is_active=view.is_active,
            places=tuple((place.location_name, place.quantity) for place in view.places if place.quantity),
            page="batch",
            page_key="stock_batch_id",
        )
        for view in batch_views(ctx, page[:_LIMIT])
    ]
    return found, len(page) > _LIMIT
