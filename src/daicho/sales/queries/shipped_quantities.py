"""How much of lines was shipped: the one answer to what may come back (behaviour.md 3.9)."""

from collections.abc import Collection, Mapping

from daicho.documents.core.state import COUNTING
from daicho.kernel.context import Ctx
from daicho.sales.models import InvoiceLine
from daicho.sales.queries.fulfilled_quantities import fulfilled_quantities


def shipped_quantities(ctx: Ctx, *, line_ids: Collection[int]) -> Mapping[int, int]:
    """Return line of a sales order or of an invoice → what left of it, in 10^-6; 0 where nothing did.

    Goods of an order leave by its shipments; those of an invoice without an order leave with it, once it is sent and
    marked as shipped.
    """
    done = fulfilled_quantities(ctx, line_ids=line_ids)
    shipped = {line_id: done[line_id].shipped.micro if line_id in done else 0 for line_id in line_ids}
    others = [line_id for line_id in line_ids if line_id not in done]
    if not others:
        return shipped
    gone = InvoiceLine.objects.filter(
        id__in=others, source_line_id__isnull=True, document__is_shipped=True, document__state__in=COUNTING
    )
    return shipped | dict(gone.values_list("id", "quantity_micro"))
