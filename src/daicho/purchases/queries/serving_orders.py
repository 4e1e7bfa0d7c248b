"""Purchase orders that serve a sales order."""

from collections.abc import Sequence

from daicho.documents.core.sourcing import Sourcing
from daicho.kernel.context import Ctx
from daicho.purchases.models import PurchaseOrder


def serving_orders(ctx: Ctx, *, order_id: int) -> Sequence[int]:
    """Return the ids of the purchase orders that were made for the sales order, oldest first."""
    del ctx  # the organisation is in scope
    rows = PurchaseOrder.objects.filter(source_id=order_id).exclude(sourcing=Sourcing.NONE)
    return list(rows.order_by("id").values_list("id", flat=True))
