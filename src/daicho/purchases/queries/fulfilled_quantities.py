"""How much of each line of purchase orders was received and billed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity
from daicho.purchases.queries.order_progress import billed_quantities, received_quantities


@dataclass(frozen=True, slots=True)
class Fulfilled:
    """Quantities of one line."""

    received: Quantity
    billed: Quantity


def fulfilled_quantities(ctx: Ctx, *, line_ids: Collection[int]) -> Mapping[int, Fulfilled]:
    """Return line id → what was done of it."""
    received = received_quantities(ctx, line_ids=line_ids)
    billed = billed_quantities(ctx, line_ids=line_ids)
    return {
        line_id: Fulfilled(Quantity(received.get(line_id, (0, 0))[0]), Quantity(billed.get(line_id, 0)))
        for line_id in line_ids
    }
