"""From whom items are usually bought."""

from collections import Counter
from collections.abc import Collection

from daicho.catalog.queries.preferred_vendors import preferred_vendors
from daicho.kernel.context import Ctx


def usual_vendor(ctx: Ctx, *, item_ids: Collection[int]) -> int | None:
    """Return the vendor that most of the items prefer; None where none does."""
    vendors = Counter(preferred_vendors(ctx, item_ids=item_ids).values())
    return next((vendor_id for vendor_id, _count in vendors.most_common(1)), None)
