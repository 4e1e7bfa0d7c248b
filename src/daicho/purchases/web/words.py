"""Words and colours of purchases, for pages."""

from django.utils.translation import gettext_lazy as _

from daicho.platform.web.cells import Badge, Colour
from daicho.purchases.core.receive import NAMES, State

_COLOURS: dict[str, Colour] = {
    State.DRAFT: "secondary",
    State.PENDING_APPROVAL: "yellow",
    State.APPROVED: "blue",
    State.REJECTED: "red",
    State.IN_TRANSIT: "blue",
    State.RECEIVED: "green",
}
RECEIVE_CHANGED = {
    "number": _("Number"),
    "state": _("Status"),
    "date": _("Date"),
    "location_id": _("Location"),
    "notes": _("Notes"),
    "lines": _("Lines"),
}


def receive_badge(state: State) -> Badge:
    """Return the badge of a receive's state."""
    return Badge(str(_(NAMES[state])), _COLOURS[state])
