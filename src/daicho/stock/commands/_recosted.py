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

_BATCH = 400


@dataclass(slots=True)
class Found:
    """What re-costing some pools found, to be written at once."""

    differences: list[tuple[ValueSlot, int]] = field(default_factory=list)
    uses: list[Allocation] = field(default_factory=list)
    gone_uses: list[int] = field(default_factory=list)
    checkpoints: list[tuple[int, date, str, str]] = field(default_factory=list)


def posted_values(item_id: int, causes: Iterable[int] | None) -> dict[ValueSlot, int]:
    """Return what was posted for an item because of the movements `causes` (None: of any), by slot."""
    fields = (
        "line_id",
        "cause_id",
        "wanted_day",
        "item_id",
        "location_id",
        "inventory_account_id",
        "contra_account_id",
    )
    wanted = None if causes is None else set(causes)
    rows = StockValue.objects.filter(item_id=item_id).values_list(*fields)
    sums = rows.annotate(value=Sum("value_minor")).exclude(value=0).order_by()
    return {ValueSlot(*slot): int(value) for *slot, value in plain_rows(sums) if wanted is None or slot[1] in wanted}


def compare_uses(found: Found, item_id: int, allocations: Sequence[Allocation], replayed: set[int]) -> None:
    """Note the uses that a replay no longer finds, and those that it found for the first time."""
    new = Counter(allocations)
    for id, *use in _uses_of(item_id, replayed):
        allocation = Allocation._make(use)
        if new.get(allocation):
            new[allocation] -= 1
        else:
            found.gone_uses.append(id)
    found.uses += new.elements()


def _uses_of(item_id: int, keys: set[int]) -> list[tuple[int, int, int, int, int]]:
    """Return (id, outflow, lot, quantity, value) of the uses by, or of, the movements `keys` of an item."""
    if not keys:
        return []
    if len(keys) > _BATCH:  # all of the item, rather than many at a time
        where = Q(line_id__in=StockEventRow.objects.filter(item_id=item_id).values("line_id"))
    else:
        where = Q(line_id__in=keys) | Q(lot_line_id__in=keys)
    rows = LotUse.objects.filter(where).order_by("id")
    found = rows.values_list("id", "line_id", "lot_line_id", "quantity_micro", "value_minor")
    return [row for row in plain_rows(found) if row[1] in keys or row[2] in keys]
