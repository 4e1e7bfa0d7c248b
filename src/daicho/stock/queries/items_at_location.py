"""Which items have or had stock at a location, as a condition of a query of items."""

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.stock.models import StockTotal


# tidy: allow call-shape: the hook of catalog.core.uses.ItemUse
def items_at_location(ctx: Ctx, location_id: int) -> Q:
    """Return the condition of items that ever moved at the location; no item for one that does not exist."""
    del ctx  # the organisation is in scope
    return Q(id__in=StockTotal.objects.filter(location_id=location_id).values("item_id"))
