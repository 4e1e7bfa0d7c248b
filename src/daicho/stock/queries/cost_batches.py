"""Changes of stock value as ledger lines, one for one."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.ledger.core.posting import Amount, Batch, Cause, Line, Part, Slot, Source
from daicho.stock.core.change import Changed
from daicho.stock.core.valuation import PostedValue, ValueSlot, own_values, value_difference
from daicho.stock.models import StockEventRow

_BATCH = 400


def cost_batches(
    ctx: Ctx, *, source: Source, change: Changed, values: Sequence[PostedValue], base_currency: str
) -> list[Batch]:
    """Return the cost lines for changes of value that the document `source` made, in batches by whose cost it is.

    What a document says itself stands in its own entry already. Differences in other documents' costs name `source`
    as their cause.
    """
    del ctx  # the organisation is in scope
    days = {value.slot: value.day for value in values}
    told = own_values(change.signed())
    costs = [
        PostedValue(slot, days.get(slot, slot.day), value)
        for slot, value in value_difference(told, {value.slot: value.value for value in values})
    ]
    own = {movement.line_id for movement, _ in change.signed()}
    owners = _owners([value.slot for value in costs if value.slot.line_id not in own])
    grouped: dict[Source, list[PostedValue]] = defaultdict(list)
    for value in costs:
        grouped[owners.get(value.slot.line_id, source)].append(value)
    cause = Cause(source.kind, source.source_id)
    return [
        Batch(
            owner,
            Part.COST,
            [line for value in group for line in _lines(value, base_currency)],
            None if owner == source else cause,
            {value.day: value.slot.day for value in group if value.day != value.slot.day},
        )
        for owner, group in grouped.items()
    ]


def _lines(value: PostedValue, currency: str) -> Sequence[Line]:
    """Return a change of value as lines; what was assembled has its other side in the other goods of the assembly."""
    slot = value.slot
    inventory = Slot(value.day, slot.inventory_account_id, 0, slot.item_id, slot.location_id, currency)
    contra = Slot(value.day, slot.contra_account_id, 0, slot.item_id, slot.location_id, currency)
    amount = Amount(value.value, value.value)
    return (Line(inventory, amount), Line(contra, -amount))[: 2 if slot.contra_account_id else 1]


def _owners(slots: Sequence[ValueSlot]) -> dict[int, Source]:
    """Return line id → the document whose movement it is; of many lines, by all lines of their items."""
    if not slots:
        return {}
    if len(slots) > _BATCH:
        where = Q(item_id__in={slot.item_id for slot in slots})
    else:
        where = Q(line_id__in={slot.line_id for slot in slots})
    rows = StockEventRow.objects.filter(where).order_by("id")
    fields = rows.values_list("line_id", "source_kind", "source_id", "source_number")
    return {line_id: Source(kind, source_id, number) for line_id, kind, source_id, number in fields.iterator()}
