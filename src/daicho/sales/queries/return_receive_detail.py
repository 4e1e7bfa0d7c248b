"""One receive of a sales return."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.sales.queries.return_receives import ReturnReceiveView, return_receives


def return_receive_detail(ctx: Ctx, *, receive_id: int) -> ReturnReceiveView:
    """Return a receive with its lines. Raises NotFound."""
    found = return_receives(ctx, receive_id=receive_id) if receive_id else ()
    if not found:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Sales return receive")})
    return found[0]
