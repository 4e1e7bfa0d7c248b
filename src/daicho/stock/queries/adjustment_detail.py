"""One inventory adjustment."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.stock.models import Adjustment
from daicho.stock.queries._adjustment_views import AdjustmentView, adjustment_views


def adjustment_detail(ctx: Ctx, *, adjustment_id: int) -> AdjustmentView:
    """Return an adjustment with its lines. Raises NotFound."""
    rows = list(Adjustment.objects.select_related("reason", "location", "account").filter(id=adjustment_id))
    if not rows:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Inventory adjustment")})
    return adjustment_views(ctx, rows)[0]
