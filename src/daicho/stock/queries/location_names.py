"""What locations are called."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.stock.models import Location


def location_names(  # tidy: allow call-shape: the shape of REFERENCES
    ctx: Ctx, ids: Collection[int]
) -> dict[int, str]:
    """Return the names of those of these locations that exist; the virtual one may not be named by anybody."""
    del ctx  # the organisation is in scope
    return dict(Location.objects.filter(id__in=set(ids), is_transit=False).values_list("id", "name"))
