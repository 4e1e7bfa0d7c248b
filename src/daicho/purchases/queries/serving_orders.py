"""Purchase orders that serve a sales order."""

from collections.abc import Sequence

from django.db.models import Value

from daicho.documents.core.sourcing import Sourcing
from daicho.documents.queries._standing import STANDING, Related, with_standing
from daicho.kernel.context import Ctx
from daicho.purchases.models import PurchaseOrder


def serving_orders(ctx: Ctx, *, order_id: int) -> Sequence[Related]:
    """Return the purchase orders that were made for the sales order, oldest first; none for who may not see them."""
    if not ctx.actor.may("purchaseorders.view"):
        return ()
    rows = PurchaseOrder.objects.filter(source_id=order_id).exclude(sourcing=Sourcing.NONE).order_by("id")
    columns = ("kind", "id", "number", "date", "state", *STANDING)
    return [Related(*row) for row in with_standing(rows).annotate(kind=Value("purchaseorder")).values_list(*columns)]
