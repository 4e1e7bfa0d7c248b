"""How much of each item there is, inside a query of items."""

from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from daicho.kernel.context import Ctx
from daicho.stock.models import Location, StockTotal


def available_stock(ctx: Ctx, *, physical: bool) -> Coalesce:
    """Return what is on hand over all locations, 10^-6, as an expression of `OuterRef("id")`; without goods in transit.

    The same as `stock_of_items` tells of single items.
    """
    del ctx  # the organisation is in scope
    counting = "physical" if physical else "accounting"
    moved = StockTotal.objects.filter(item_id=OuterRef("id")).values("item_id").order_by()
    here = moved.exclude(location_id__in=Location.objects.filter(is_transit=True).values("id"))
    sums = here.annotate(on_hand=Sum(F(f"{counting}_in_micro") - F(f"{counting}_out_micro")))
    return Coalesce(Subquery(sums.values("on_hand")), 0)
