"""What codes of taxes are called on pages."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.taxes.core.category import CATEGORY_NAMES, Category
from daicho.taxes.core.fields import EXEMPTION_KINDS, TAX_TYPES

CATEGORIES = {str(key): _(name) for key, name in CATEGORY_NAMES.items()}
TYPES = {**{key: _(name) for key, name in TAX_TYPES.items()}, "tax_group": _("Tax group")}
KINDS = {key: _(name) for key, name in EXEMPTION_KINDS.items()}
CHANGED = {
    "name": _("Name"),
    "tax_type": _("Kind of tax"),
    "category": _("Kind of supply"),
    "percentage_micro": _("Tax rate"),
    "valid_from": _("Valid from"),
    "country_code": _("Country"),
    "authority_id": _("Tax authority"),
    "purchase_account_id": _("Account of tax that is not recovered"),
    "is_value_added": _("Value added tax"),
    "is_default": _("Default"),
    "is_active": _("Active"),
    "tax_ids": _("Taxes"),
}


def category_name(category: str) -> str:
    """Return what a kind of supply is called."""
    return gettext(CATEGORY_NAMES[Category(category)])
