"""Estimates of which something was made."""

from collections.abc import Collection

from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.sales.models import Invoice, SalesOrder


# tidy: allow call-shape: the shape of Kind.processed
def processed_estimates(ctx: Ctx, ids: Collection[int]) -> set[int]:
    """Return those of the estimates that have an order or an invoice which is not void: they are not changed."""
    del ctx  # the organisation is in scope
    orders, invoices = (
        header.objects.filter(estimate_id__in=ids).exclude(state=State.VOID).values_list("estimate_id")
        for header in (SalesOrder, Invoice)
    )
    return {estimate_id for (estimate_id,) in orders.union(invoices)}
