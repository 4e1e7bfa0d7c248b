"""One shipment."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.sales.queries._shipment_views import ShipmentView, shipment_rows, shipment_views


def shipment_detail(ctx: Ctx, *, shipment_id: int) -> ShipmentView:
    """Return a shipment with its packages and their lines. Raises NotFound."""
    rows = list(shipment_rows().filter(id=shipment_id))
    if not rows:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Shipment")})
    return shipment_views(ctx, rows)[0]
