"""What codes are called on the pages of contacts."""

from babel import Locale
from django.utils.translation import gettext_lazy as _

from daicho.platform.web.cells import Badge, Colour

KINDS = {"customer": _("Customer"), "vendor": _("Vendor")}
SUB_TYPES = {"business": _("Corporation"), "individual": _("Person or sole proprietor")}
REGISTRATIONS = {"registered": _("Registered"), "unregistered": _("Not registered"), "unknown": _("Not known")}
TAX_ROUNDINGS = {
    "": _("As the organization does"),
    "floor": _("Round down"),
    "half_up": _("Round half up"),
    "ceil": _("Round up"),
}
TAX_UNITS = {"": _("Each invoice"), "statement": _("The closing statement")}
PRICE_MODES = {
    "": _("As the organization does"),
    "tax_exclusive": _("Prices without tax"),
    "tax_inclusive": _("Prices with tax"),
}
HOLIDAY_RULES = {
    "none": _("Keep the day"),
    "next": _("Next business day"),
    "previous": _("Previous business day"),
}
_COLOURS: dict[str, Colour] = {"registered": "green", "unregistered": "orange", "unknown": "secondary"}


def kind_badge(contact_type: str) -> Badge:
    """Return customer or vendor as a label."""
    return Badge(str(KINDS[contact_type]), "blue" if contact_type == "customer" else "purple")


def registration_badge(status: str) -> Badge:
    """Return the state of a registration as a label."""
    return Badge(str(REGISTRATIONS[status]), _COLOURS[status])


def status_badge(*, active: bool) -> Badge:
    """Return active or inactive as a label."""
    return Badge(str(_("Active")), "green") if active else Badge(str(_("Inactive")), "secondary")


def babel_locale(locale: str) -> str:
    """Return the locale whose names of languages, countries and currencies a person reads."""
    return "ja" if locale == "ja" else "en"


def language_name(code: str, locale: str) -> str:
    """Return the name of a language of the wire ("pt_br") in the person's language."""
    named = {"pt_br": "pt_BR", "en_gb": "en_GB"}.get(code, code)
    return Locale.parse(named).get_display_name(babel_locale(locale)) or code
