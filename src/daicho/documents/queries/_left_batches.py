"""Which batches of a line may still come back."""

from collections.abc import Collection, Mapping

from daicho.documents.core.kind import Kind
from daicho.documents.queries._taking import lines_taking
from daicho.kernel.context import Ctx
from daicho.stock.core.batches import NamedBatch
from daicho.stock.queries.batches_of_lines import batches_of_lines


def left_batches(ctx: Ctx, *, kind: Kind, source_line_ids: Collection[int]) -> dict[int, list[NamedBatch]]:
    """Return line → what of its batches documents of `kind` did not take back yet, 10^-6; drafts take as well.

    Lines without batches are left out. One query where no line names a batch, else three.
    """
    named = batches_of_lines(ctx, line_ids=source_line_ids)
    if not named:
        return {}
    takers = dict(lines_taking(kind, named).values_list("id", "source_line_id"))
    taken: dict[tuple[int, int], int] = {}
    for line_id, batches in batches_of_lines(ctx, line_ids=takers).items():
        for batch in batches:
            key = takers[line_id], batch.batch_id
            taken[key] = taken.get(key, 0) + batch.quantity
    return {
        line_id: [
            NamedBatch(left, batch.batch_id)
            for batch in batches
            if (left := batch.quantity - taken.get((line_id, batch.batch_id), 0)) > 0
        ]
        for line_id, batches in named.items()
    }


def proposed_batches(left: Mapping[int, list[NamedBatch]], line_id: int, quantity: int) -> list[NamedBatch]:
    """Return the batches that come back with `quantity` (10^-6) of a line; none where somebody has to choose."""
    batches = left.get(line_id, [])
    if sum(batch.quantity for batch in batches) == quantity:
        return batches
    if len(batches) == 1 and batches[0].quantity > quantity:
        return [NamedBatch(quantity, batches[0].batch_id)]
    return []
