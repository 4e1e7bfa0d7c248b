"""Items whose stock on hand is at or below the reorder point, whoever has ordered it."""

from typing import Any

from django.db.models import F

from daicho.kernel.context import Ctx
from daicho.stock.models import StockLevel


# tidy: allow call-shape: the shape of LowCandidates
def low_on_hand(ctx: Ctx, *, physical: bool) -> Any:
    """Return the ids of these items as a query inside a query; an index holds them, however many items there are."""
    del ctx  # the organisation is in scope
    counting = "physical" if physical else "accounting"
    watched = StockLevel.objects.filter(reorder_micro__isnull=False).alias(
        spare=F(f"{counting}_micro") - F("reorder_micro")
    )
    return watched.filter(spare__lte=0).order_by().values("id")
