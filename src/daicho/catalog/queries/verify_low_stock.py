"""Proof that the list of what is to be ordered again counts stock as items tell it."""

from collections.abc import Iterator
from functools import reduce
from operator import add

from daicho.catalog.models import Item
from daicho.catalog.queries._uses import item_uses
from daicho.catalog.queries.stock_figures import stock_figures
from daicho.kernel.context import Ctx
from daicho.platform.verification import Mismatch

_AT_ONCE = 500


def verify_low_stock(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield the watched items whose available stock the database adds up to something else, in either counting."""
    watched = Item.objects.filter(item_type="inventory", reorder_level_micro__isnull=False)
    ids = list(watched.order_by("id").values_list("id", flat=True))
    if not ids:
        return
    countings = {"available_for_sale": False, "physical_available_for_sale": True}
    sums = {
        f"told_{name}": reduce(add, (use.available(ctx, physical=physical) for use in item_uses() if use.available))
        for name, physical in countings.items()
    }
    for start in range(0, len(ids), _AT_ONCE):
        chunk = ids[start : start + _AT_ONCE]
        figures = stock_figures(ctx, item_ids=chunk)
        rows = watched.filter(id__in=chunk).annotate(**sums).order_by("id").values_list("id", *sums)
        for item_id, *told in rows:
            for name, value in zip(countings, told, strict=True):
                wanted = getattr(figures[item_id].figures, name)
                if value != wanted:
                    yield Mismatch("low stock", f"item {item_id}", f"{name}: listed {value}, told {wanted}")
