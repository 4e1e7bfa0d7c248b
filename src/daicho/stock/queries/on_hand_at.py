"""How much of items is at one location."""

from collections.abc import Collection

from django.db.models import F, Sum

from daicho.kernel.context import Ctx
from daicho.stock.models import StockTotal


def on_hand_at(ctx: Ctx, *, location_id: int, item_ids: Collection[int]) -> dict[int, int]:
    """Return item → what may be taken there, in 10^-6: the lesser of the two stocks; 0 of what never moved."""
    del ctx  # the organisation is in scope
    rows = StockTotal.objects.filter(location_id=location_id, item_id__in=item_ids).values_list("item_id").order_by()
    sums = rows.annotate(
        accounting=Sum(F("accounting_in_micro") - F("accounting_out_micro")),
        physical=Sum(F("physical_in_micro") - F("physical_out_micro")),
    )
    found = {item_id: int(min(accounting, physical)) for item_id, accounting, physical in sums}
    return {item_id: found.get(item_id, 0) for item_id in item_ids}
