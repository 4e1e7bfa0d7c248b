"""Saved views of lists, asked for by `customview_id`."""

from urllib.parse import parse_qsl

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.kernel.errors import invalid
from daicho.kernel.text import noop as _
from daicho.platform.models import SavedView

_PAGING = frozenset({"page", "per_page", "customview_id", "organization_id"})


def saved_parameters(ctx: Ctx, *, view_id: int) -> dict[str, str]:
    """Return the list parameters of a view that is the person's own or shared.

    Raises InvalidInput (code 2) where there is no such view.
    """
    mine = Q(user_id=ctx.actor.user_id or 0) | Q(shared=True)
    view = SavedView.objects.filter(mine, id=view_id).exclude(name="").first()
    if view is None:
        raise invalid("customview_id", _("Invalid value passed for %(field)s"), {"field": "customview_id"})
    return {name: value for name, value in parse_qsl(view.parameters) if name not in _PAGING}
