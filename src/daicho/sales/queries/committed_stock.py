"""What confirmed sales orders take from the stock available for sale, inside a query of items."""

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from daicho.documents.core.state import COUNTING, State
from daicho.kernel.context import Ctx
from daicho.sales.models import InvoiceLine, PackageLine, SalesOrderLine


# tidy: allow call-shape: the shape of AvailableStock
def committed_stock(ctx: Ctx, *, physical: bool) -> Combinable:
    """Return what open orders commit, below zero, as an expression of `OuterRef("id")`; see `awaited_shipments`."""
    del ctx  # the organisation is in scope
    lines = SalesOrderLine.objects.filter(document__state=State.OPEN, item_id=OuterRef("id"))
    ordered = _summed(lines, "item_id", F("cancelled_micro") - F("quantity_micro"))
    if physical:
        shipped = PackageLine.objects.filter(
            order_line__document__state=State.OPEN,
            order_line__item_id=OuterRef("id"),
            package__shipment_id__isnull=False,
        )
        return ordered + _summed(shipped, "order_line__item_id", F("quantity_micro"))
    invoiced = InvoiceLine.objects.filter(
        source_line__document__state=State.OPEN, source_line__item_id=OuterRef("id"), document__state__in=COUNTING
    )
    return ordered + _summed(invoiced, "source_line__item_id", F("quantity_micro"))


def _summed(rows: "QuerySet[Any]", by: str, quantity: Combinable) -> Coalesce:
    sums = rows.values(by).order_by().annotate(summed=Sum(quantity)).values("summed")
    return Coalesce(Subquery(sums), 0)
