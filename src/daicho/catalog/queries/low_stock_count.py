"""How many items are to be ordered again."""

from daicho.catalog.models import Item
from daicho.catalog.queries.low_stock import low_stock
from daicho.kernel.context import Ctx


def low_stock_count(ctx: Ctx, *, count_to: int) -> int:
    """Return the number of these items, counted no further than `count_to`; one statement."""
    return Item.objects.filter(low_stock(ctx)).order_by()[:count_to].count()
