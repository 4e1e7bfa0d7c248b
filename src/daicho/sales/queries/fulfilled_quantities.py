"""How much of each line of sales orders was packed, shipped and invoiced."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Sum

from daicho.documents.core.state import COUNTING
from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity
from daicho.sales.models import InvoiceLine


@dataclass(frozen=True, slots=True)
class Fulfilled:
    """Quantities of one line."""

    packed: Quantity
    shipped: Quantity
    invoiced: Quantity


def fulfilled_quantities(ctx: Ctx, *, line_ids: Collection[int]) -> Mapping[int, Fulfilled]:
    """Return line id → what was done of it. Invoices count once they are sent (behaviour.md 2.3)."""
    del ctx  # the organisation is in scope
    counted = InvoiceLine.objects.filter(source_line_id__in=line_ids, document__state__in=COUNTING)
    invoiced = dict(counted.values_list("source_line_id").annotate(Sum("quantity_micro")).order_by())
    nothing = Quantity(0)
    return {line_id: Fulfilled(nothing, nothing, Quantity(int(invoiced.get(line_id, 0)))) for line_id in line_ids}
