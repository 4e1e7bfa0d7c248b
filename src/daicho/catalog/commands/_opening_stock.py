"""What items start with: kept here, posted by the stock engine above (core/uses.py ItemUse.opening_stock)."""

from collections.abc import Collection, Sequence

from daicho.catalog.core.item import OpeningStockFields
from daicho.catalog.models import OpeningStock
from daicho.catalog.queries._uses import item_uses
from daicho.kernel.context import Ctx


def replace_opening_stock(ctx: Ctx, item_id: int, rows: Sequence[OpeningStockFields]) -> None:
    """Keep `rows` in place of what there was; rows of places that stay keep their ids, so that stock knows them."""
    before = {row.location_id: row for row in OpeningStock.objects.filter(item_id=item_id)}
    ids = {place: row.id for place, row in before.items()}
    wanted = {row["location_id"]: row for row in rows if row["quantity_micro"]}
    if {place: (row["quantity_micro"], row["rate_micro"]) for place, row in wanted.items()} == {
        place: (row.quantity_micro, row.rate_micro) for place, row in before.items()
    }:
        return
    OpeningStock.objects.filter(item_id=item_id).delete()
    OpeningStock.objects.bulk_create(
        OpeningStock(
            organization_id=ctx.organization_id, item_id=item_id, **row, **({"id": ids[place]} if place in ids else {})
        )
        for place, row in wanted.items()
    )
    follow_opening_stock(ctx, [item_id], is_new=False)


def follow_opening_stock(ctx: Ctx, item_ids: Collection[int], *, is_new: bool) -> None:
    """Tell the packages above that the items' opening stock has changed."""
    for use in item_uses() if item_ids else ():
        use.opening_stock(ctx, item_ids=item_ids, is_new=is_new)
