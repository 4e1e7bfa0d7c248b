"""One batch, or serial number."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.stock.models import Batch
from daicho.stock.queries._batch_views import BatchView, batch_views


def batch_detail(ctx: Ctx, *, batch_id: int) -> BatchView:
    """Return one batch. Raises NotFound."""
    rows = list(Batch.objects.filter(id=batch_id))
    if not rows:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Batch")})
    return batch_views(ctx, rows)[0]
