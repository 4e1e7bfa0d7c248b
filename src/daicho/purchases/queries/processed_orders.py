"""Purchase orders of which something was made."""

from collections.abc import Collection

from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.purchases.models import BillLine, PurchaseReceive


def processed_orders(ctx: Ctx, ids: Collection[int]) -> set[int]:  # tidy: allow call-shape: the shape of Kind.processed
    """Return those of the orders that have a receive, or a bill which is not void: they are not edited any more."""
    del ctx  # the organisation is in scope
    received = PurchaseReceive.objects.filter(order_id__in=ids).values_list("order_id", flat=True)
    billed = BillLine.objects.filter(source_line__document_id__in=ids).exclude(document__state=State.VOID)
    return {*received, *billed.values_list("source_line__document_id", flat=True)}
