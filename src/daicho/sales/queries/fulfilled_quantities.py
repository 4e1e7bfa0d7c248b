"""How much of each line of sales orders was packed, shipped and invoiced."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity
from daicho.sales.queries._progress import progress_rows


@dataclass(frozen=True, slots=True)
class Fulfilled:
    """Quantities of one line."""

    packed: Quantity
    shipped: Quantity
    invoiced: Quantity


def fulfilled_quantities(ctx: Ctx, *, line_ids: Collection[int]) -> Mapping[int, Fulfilled]:
    """Return line id → what was done of it. Invoices count once they are sent (behaviour.md 2.3)."""
    del ctx  # the organisation is in scope
    return {
        line.line_id: Fulfilled(Quantity(line.packed), Quantity(line.shipped), Quantity(line.invoiced))
        for _order, _place, line in progress_rows(Q(id__in=line_ids))
    }
