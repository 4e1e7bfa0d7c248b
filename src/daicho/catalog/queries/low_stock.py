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
    adds it up for those that may be low, which it finds by index: what is low on hand, and what is ordered.
    """
    physical = organization_profile(ctx).stock_mode == "physical"
    first, *further = [use.maybe_low(ctx, physical=physical) for use in item_uses() if use.maybe_low]
    parts = [use.available(ctx, physical=physical) for use in item_uses() if use.available]
    watched = Q(item_type="inventory", is_active=True, reorder_level_micro__isnull=False)
    return watched & Q(id__in=first.union(*further)) & Q(LessThanOrEqual(reduce(add, parts), F("reorder_level_micro")))
