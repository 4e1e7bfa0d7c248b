"""Words and colours of stock, for pages."""

from django.utils.translation import gettext_lazy as _

from daicho.platform.web.cells import Badge, Colour
from daicho.stock.core.adjustment import TYPES as TYPES_OF_ADJUSTMENT
from daicho.stock.core.approval import NAMES, State
from daicho.stock.core.assembly import KINDS as KINDS_OF_ASSEMBLY
from daicho.stock.core.event import Kind
from daicho.stock.core.location import NEGATIVE_STOCK, TYPES

LOCATION_TYPES = {key: _(name) for key, name in TYPES.items()}
NEGATIVE = {key: _(name) for key, name in NEGATIVE_STOCK.items()}
LOCATION_CHANGED = {
    "name": _("Name"),
    "location_type": _("Kind of location"),
    "parent_id": _("Belongs to"),
    "negative_stock": _("Taking more than there is"),
    "address": _("Address"),
    "phone": _("Phone"),
    "email": _("Email"),
    "is_primary": _("Primary"),
    "is_active": _("Active"),
}


def active_badge(*, active: bool) -> Badge:
    """Return the badge of a location's state."""
    return Badge(str(_("Active")), "green") if active else Badge(str(_("Inactive")), "secondary")


_COLOURS: dict[str, Colour] = {
    State.DRAFT: "secondary",
    State.PENDING_APPROVAL: "yellow",
    State.APPROVED: "blue",
    State.REJECTED: "red",
    State.ADJUSTED: "green",
    State.IN_TRANSIT: "blue",
    State.TRANSFERRED: "green",
    State.CONFIRMED: "blue",
    State.BUNDLED: "green",
}
ADJUSTMENT_TYPES = {key: _(name) for key, name in TYPES_OF_ADJUSTMENT.items()}
ADJUSTMENT_CHANGED = {
    "number": _("Number"),
    "adjustment_type": _("Kind of adjustment"),
    "state": _("Status"),
    "date": _("Date"),
    "reason_id": _("Reason"),
    "location_id": _("Location"),
    "account_id": _("Account"),
    "reference": _("Reference number"),
    "description": _("Description"),
    "lines": _("Lines"),
}
TRANSFER_CHANGED = {
    "number": _("Number"),
    "state": _("Status"),
    "date": _("Date"),
    "received_on": _("Arrived on"),
    "from_location_id": _("From location"),
    "to_location_id": _("To location"),
    "description": _("Description"),
    "lines": _("Lines"),
}
ASSEMBLY_KINDS = {key: _(name) for key, name in KINDS_OF_ASSEMBLY.items()}
ASSEMBLY_CHANGED = {
    "number": _("Number"),
    "kind": _("What is done"),
    "state": _("Status"),
    "date": _("Date"),
    "item_id": _("Composite item"),
    "quantity_micro": _("Quantity"),
    "location_id": _("Location"),
    "reference": _("Reference number"),
    "description": _("Description"),
    "lines": _("Components"),
}
BATCH_CHANGED = {
    "item_id": _("Item"),
    "number": _("Number"),
    "manufacturer_number": _("Manufacturer's number"),
    "manufactured_on": _("Made on"),
    "expires_on": _("Expires on"),
    "is_active": _("Active"),
}
KINDS = {
    Kind.OPENING: _("Opening stock"),
    Kind.INFLOW: _("Goods in"),
    Kind.OUTFLOW: _("Goods out"),
    Kind.RETURN: _("Goods returned"),
    Kind.VALUE: _("Change of value"),
    Kind.DEPARTURE: _("Departure"),
    Kind.ARRIVAL: _("Arrival"),
}


def state_badge(state: State) -> Badge:
    """Return the badge of a document's state."""
    return Badge(str(_(NAMES[state])), _COLOURS[state])
