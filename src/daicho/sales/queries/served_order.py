"""The sales order that a purchase order serves."""

from django.db.models import Value

from daicho.documents.queries._standing import STANDING, Related, with_standing
from daicho.kernel.context import Ctx
from daicho.sales.models import SalesOrder


def served_order(ctx: Ctx, *, order_id: int) -> Related | None:
    """Return the order; None where it was deleted, or the caller may not see it."""
    if not ctx.actor.may("salesorders.view"):
        return None
    rows = with_standing(SalesOrder.objects.filter(id=order_id)).annotate(kind=Value("salesorder"))
    row = rows.values_list("kind", "id", "number", "date", "state", *STANDING).first()
    return Related(*row) if row else None
