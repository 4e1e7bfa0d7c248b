"""One refund."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.payments.models import Refund
from daicho.payments.queries._views import RefundView, refund_views


def one_refund(ctx: Ctx, *, refund_id: int) -> RefundView:
    """Return the refund. Raises NotFound."""
    rows = list(Refund.objects.filter(id=refund_id).select_related("account"))
    if not rows:
        raise NotFound(_("Refund does not exist."))
    return refund_views(ctx, rows)[0]
