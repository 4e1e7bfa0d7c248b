"""One location."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.stock.queries.locations import LocationView, locations


def location_detail(ctx: Ctx, *, location_id: int) -> LocationView:
    """Return one location. Raises NotFound."""
    found = next((view for view in locations(ctx) if view.location_id == location_id), None)
    if found is None:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Location")})
    return found
