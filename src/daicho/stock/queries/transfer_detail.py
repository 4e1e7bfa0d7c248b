"""One transfer order."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.stock.models import TransferOrder
from daicho.stock.queries._transfer_views import TransferView, transfer_views


def transfer_detail(ctx: Ctx, *, transfer_id: int) -> TransferView:
    """Return a transfer order with its lines. Raises NotFound."""
    rows = list(TransferOrder.objects.select_related("from_location", "to_location").filter(id=transfer_id))
    if not rows:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Transfer order")})
    return transfer_views(ctx, rows)[0]
