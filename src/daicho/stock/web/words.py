"""Words and colours of stock, for pages."""

from django.utils.translation import gettext_lazy as _

from daicho.platform.web.cells import Badge
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
