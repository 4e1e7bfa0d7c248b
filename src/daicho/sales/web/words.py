"""Words and colours of sales, for pages."""

from django.utils.translation import gettext_lazy as _

from daicho.platform.web.cells import Badge, Colour
from daicho.sales.core.sales_return import REFUND_NAMES, STATUS_NAMES, Status

_COLOURS: dict[str, Colour] = {
    Status.DRAFT: "secondary",
    Status.APPROVED: "blue",
    Status.PARTIALLY_RECEIVED: "yellow",
    Status.RECEIVED: "green",
    Status.CLOSED: "secondary",
}
_REFUND_COLOURS: dict[str, Colour] = {
    "not_refunded": "secondary",
    "partially_refunded": "yellow",
    "refunded": "green",
}
RETURN_CHANGED = {
    "number": _("Number"),
    "state": _("Status"),
    "date": _("Date"),
    "location_id": _("Location"),
    "reason": _("Reason"),
    "lines": _("Lines"),
    "receive": _("Sales return receive"),
}


def return_badge(status: Status) -> Badge:
    """Return the badge of how far a return is."""
    return Badge(str(_(STATUS_NAMES[status])), _COLOURS[status])


def refund_badge(refund_status: str) -> Badge:
    """Return the badge of what the customer had of a return's credit notes."""
    return Badge(str(_(REFUND_NAMES[refund_status])), _REFUND_COLOURS[refund_status])
