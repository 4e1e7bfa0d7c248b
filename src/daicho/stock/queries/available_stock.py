"""How much of each item there is, inside a query of items."""

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from daicho.kernel.context import Ctx
from daicho.stock.models import StockLevel


def available_stock(ctx: Ctx, *, physical: bool) -> Coalesce:
    """Return what is on hand over all locations, 10^-6, as an expression of `OuterRef("id")`; without goods in transit.

    The same as `stock_of_items` tells of single items.
    """
    del ctx  # the organisation is in scope
    here = StockLevel.objects.filter(id=OuterRef("id"))
    return Coalesce(Subquery(here.values("physical_micro" if physical else "accounting_micro")), 0)
