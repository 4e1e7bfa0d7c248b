"""What re-costing pools found, and what of it is there already."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, Sum

from daicho.platform.db.plain import plain_rows
from daicho.stock.core.costing import Allocation
from daicho.stock.core.valuation import ValueSlot
from daicho.stock.models import LotUse, StockEventRow, StockValue
from daicho.stock.queries._counting import of_pools

_BATCH = 400


@dataclass(slots=True)
class Found:
    """What re-costing some pools found, to be written at once."""

    differences: list[tuple[ValueSlot, int]] = field(default_factory=list)
    uses: list[Allocation] = field(default_factory=list)
    gone_uses: list[int] = field(default_factory=list)
    checkpoints: list[tuple[int, date, str, str]] = field(default_factory=list)


def posted_values(pool_key: int, causes: Iterable[int] | None) -> dict[ValueSlot, int]:
    """Return what was posted for a pool because of the movements `causes` (None: of any), by slot."""
    fields = (
        "line_id",
        "cause_id",
        "wanted_day",
        "item_id",
        "location_id",
        "inventory_account_id",
        "contra_account_id",
        "batch_id",
    )
    wanted = None if causes is None else set(causes)
    rows = StockValue.objects.filter(of_pools([pool_key])).values_list(*fields)
    sums = rows.annotate(value=Sum("value_minor")).exclude(value=0).order_by()
    return {ValueSlot(*slot): int(value) for *slot, value in plain_rows(sums) if wanted is None or slot[1] in wanted}


def compare_uses(found: Found, pool_key: int, allocations: Sequence[Allocation], replayed: set[int]) -> None:
    """Note the uses that a replay no longer finds, and those that it found for the first time."""
    new = Counter(allocations)
    for id, *use in _uses_of(pool_key, replayed):
        allocation = Allocation._make(use)
        if new.get(allocation):
            new[allocation] -= 1
        else:
            found.gone_uses.append(id)
    found.uses += new.elements()


def _uses_of(pool_key: int, keys: set[int]) -> list[tuple[int, int, int, int, int]]:
    """Return (id, outflow, lot, quantity, value) of the uses by, or of, the movements `keys` of a pool."""
    if not keys:
        return []
    if len(keys) > _BATCH:  # all of the pool, rather than many at a time
        where = Q(line_id__in=StockEventRow.objects.filter(of_pools([pool_key])).values("line_id"))
    else:
        where = Q(line_id__in=keys) | Q(lot_line_id__in=keys)
    rows = LotUse.objects.filter(where).order_by("id")
    found = rows.values_list("id", "line_id", "lot_line_id", "quantity_micro", "value_minor")
    return [row for row in plain_rows(found) if row[1] in keys or row[2] in keys]
