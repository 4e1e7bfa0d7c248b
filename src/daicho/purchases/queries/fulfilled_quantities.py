"""How much of each line of purchase orders was received and billed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity
from daicho.purchases.queries._progress import progress_rows


@dataclass(frozen=True, slots=True)
class Fulfilled:
    """Quantities of one line."""

    received: Quantity
    billed: Quantity


def fulfilled_quantities(ctx: Ctx, *, line_ids: Collection[int]) -> Mapping[int, Fulfilled]:
    """Return line id → what was done of it."""
    del ctx  # the organisation is in scope
    return {
        line.line_id: Fulfilled(Quantity(line.received), Quantity(line.billed))
        for _order, _place, line in progress_rows(Q(id__in=line_ids))
    }
