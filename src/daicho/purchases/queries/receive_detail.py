"""One purchase receive."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.purchases.queries._receive_views import ReceiveView, receive_rows, receive_views


def receive_detail(ctx: Ctx, *, receive_id: int) -> ReceiveView:
    """Return a receive with its lines. Raises NotFound."""
    rows = list(receive_rows().filter(id=receive_id))
    if not rows:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Purchase receive")})
    return receive_views(ctx, rows)[0]
