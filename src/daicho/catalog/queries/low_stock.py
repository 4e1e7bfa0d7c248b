"""Items to be ordered again."""

from functools import reduce
from operator import add

from django.db.models import F, Q
from django.db.models.lookups import LessThanOrEqual

from daicho.catalog.queries._uses import item_uses
from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile


def low_stock(ctx: Ctx) -> Q:
    """Return the condition of active tracked items whose stock available for sale is at or below the reorder point.

    The available stock of the organisation's stock mode counts, over all locations (behaviour.md 2.10). The database
    adds it up item by item, and no further than it must.
    """
    physical = organization_profile(ctx).stock_mode == "physical"
    parts = [use.available(ctx, physical=physical) for use in item_uses() if use.available]
    watched = Q(item_type="inventory", is_active=True, reorder_level_micro__isnull=False)
    return watched & Q(LessThanOrEqual(reduce(add, parts), F("reorder_level_micro")))
