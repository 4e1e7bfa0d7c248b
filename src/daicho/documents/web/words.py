"""Words and colours of states, for pages."""

from django.utils.translation import gettext_lazy as _

from daicho.documents.core.state import STATUS_NAMES
from daicho.platform.web.cells import Badge, Colour

_COLOURS: dict[str, Colour] = {
    "draft": "secondary",
    "pending_approval": "yellow",
    "approved": "blue",
    "rejected": "red",
    "open": "blue",
    "sent": "blue",
    "partially_paid": "yellow",
    "paid": "green",
    "confirmed": "blue",
    "issued": "blue",
    "overdue": "orange",
    "expired": "orange",
    "accepted": "green",
    "declined": "red",
    "onhold": "yellow",
    "billed": "green",
    "closed": "green",
    "cancelled": "secondary",
    "void": "secondary",
}


def status_badge(status: str) -> Badge:
    """Return the badge of a status as the application reads it."""
    return Badge(_(STATUS_NAMES[status]), _COLOURS[status])  # type: ignore[arg-type]
