"""Words and colours of packages and shipments, for pages."""

from django.utils.translation import gettext_lazy as _

from daicho.platform.web.cells import Badge, Colour
from daicho.sales.core.package import NAMES, State

_COLOURS: dict[str, Colour] = {State.NOT_SHIPPED: "yellow", State.SHIPPED: "blue", State.DELIVERED: "green"}
CHANGED = {
    "number": _("Number"),
    "date": _("Date"),
    "notes": _("Notes"),
    "lines": _("Lines"),
    "shipment": _("Shipment"),
    "packages": _("Packages"),
    "expected_on": _("Expected delivery"),
    "delivered_on": _("Delivered on"),
    "delivery_method_id": _("Carrier"),
    "tracking_number": _("Tracking number"),
    "reference": _("Reference number"),
    "shipping_minor": _("Shipping charge"),
}


def state_badge(state: State) -> Badge:
    """Return the badge of where a package or a shipment stands."""
    return Badge(str(_(NAMES[state])), _COLOURS[state])
