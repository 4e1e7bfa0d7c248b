"""Changes of stock value as ledger lines, one for one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from daicho.kernel.context import Ctx
from daicho.ledger.core.posting import Amount, Batch, Cause, Line, Part, Slot, Source
from daicho.stock.core.change import Changed
from daicho.stock.core.valuation import PostedValue, own_values, value_difference
from daicho.stock.queries.sources_of_lines import sources_of_lines


def cost_batches(
    ctx: Ctx, *, sources: Mapping[int, Source], change: Changed, values: Sequence[PostedValue], base_currency: str
) -> list[Batch]:
    """Return the cost lines for changes of value, in batches by whose cost it is.

    `sources` tells the documents that made the change, by line. What they say themselves stands in their own entries
    already. Differences in other documents' costs name the one that moves the same item as their cause.
    """
    told = own_values(change.signed())
    found = {value.slot: value for value in values if value.slot in told}
    costs = [value for value in values if value.slot not in told] + [
        PostedValue(slot, found[slot].day if slot in found else slot.day, value)
        for slot, value in value_difference(told, {slot: value.value for slot, value in found.items()})
    ]
    owners = {**sources, **sources_of_lines(ctx, of=[cost.slot for cost in costs if cost.slot.line_id not in sources])}
    own = set(sources.values())
    causes = {movement.item_id: sources[movement.line_id] for movement, _sign in change.signed()}
    grouped: dict[tuple[Source, Source | None], list[PostedValue]] = defaultdict(list)
    for cost in costs:
        owner = owners[cost.slot.line_id]
        cause = None if owner in own else causes.get(cost.slot.item_id) or next(iter(own))
        grouped[owner, cause].append(cost)
    return [
        Batch(
            owner,
            Part.COST,
            [line for cost in group for line in _lines(cost, base_currency)],
            Cause(cause.kind, cause.source_id) if cause else None,
            {cost.day: cost.slot.day for cost in group if cost.day != cost.slot.day},
        )
        for (owner, cause), group in grouped.items()
    ]


def _lines(value: PostedValue, currency: str) -> Sequence[Line]:
    """Return a change of value as lines; what was assembled has its other side in the other goods of the assembly."""
    slot = value.slot
    inventory = Slot(value.day, slot.inventory_account_id, 0, slot.item_id, slot.location_id, currency)
    contra = Slot(value.day, slot.contra_account_id, 0, slot.item_id, slot.location_id, currency)
    lines = Line(inventory, Amount(value.value, value.value)), Line(contra, Amount(-value.value, -value.value))
    return lines[: 2 if slot.contra_account_id else 1]
