"""What codes of items are called on pages."""

from django.utils.translation import gettext_lazy as _

from daicho.catalog.core.item import (
    COMBO_TYPES,
    ITEM_TYPE_OF,
    ITEM_TYPES,
    NEGATIVE_STOCK,
    PRODUCT_TYPES,
    TRACKING,
    VALUATION_METHODS,
)
from daicho.catalog.core.uses import Kind
from daicho.platform.web.cells import Badge, Colour

TYPES = {key: _(name) for key, name in ITEM_TYPES.items()}
PRODUCTS = {key: _(name) for key, name in PRODUCT_TYPES.items()}
VALUATIONS = {key: _(name) for key, name in VALUATION_METHODS.items()}
COMPOSITES = {key: _(COMBO_TYPES[key]) for key in ITEM_TYPE_OF}
TRACKED = {key: _(name) for key, name in TRACKING.items()}
NEGATIVE = {key: _(name) for key, name in NEGATIVE_STOCK.items()}
DOCUMENTS: dict[Kind, object] = {
    "salesorders": _("Sales orders"),
    "purchaseorders": _("Purchase orders"),
    "invoices": _("Invoices"),
    "bills": _("Bills"),
    "deliverychallans": _("Delivery notes"),
    "salesreceipts": _("Sales receipts"),
    "moveorders": _("Move orders"),
    "putaways": _("Putaways"),
    "assemblies": _("Assemblies"),
}
UNITS = (
    _("pcs"), _("box"), _("bag"), _("bottle"), _("set"), _("pair"), _("sheet"), _("case"), _("kg"), _("g"), _("L"),
    _("m"), _("hour"), _("day"),
)  # fmt: skip
_COLOURS: dict[str, Colour] = {
    "inventory": "green",
    "sales": "blue",
    "purchases": "purple",
    "sales_and_purchases": "blue",
    "assembly": "green",
    "kit": "orange",
}
CHANGED = {
    "name": _("Name"),
    "kana": _("Reading"),
    "sku": _("SKU"),
    "item_type": _("Kind"),
    "product_type": _("Goods or service"),
    "unit": _("Unit"),
    "category": _("Category"),
    "brand": _("Brand"),
    "manufacturer": _("Manufacturer"),
    "upc": _("UPC"),
    "ean": _("EAN (JAN)"),
    "isbn": _("ISBN"),
    "part_number": _("Part number"),
    "description": _("Sales description"),
    "purchase_description": _("Purchase description"),
    "rate_micro": _("Selling price"),
    "purchase_rate_micro": _("Purchase price"),
    "is_taxable": _("Taxable"),
    "tax_id": _("Sales tax"),
    "purchase_tax_id": _("Purchase tax"),
    "account_id": _("Sales account"),
    "purchase_account_id": _("Purchase account"),
    "inventory_account_id": _("Inventory account"),
    "inventory_valuation_method": _("Valuation"),
    "negative_stock": _("Selling more than there is"),
    "tracking": _("Batches and serial numbers"),
    "reorder_level_micro": _("Reorder point"),
    "vendor_id": _("Preferred vendor"),
    "group_id": _("Item group"),
    "combo_type": _("Kind of composite item"),
    "components": _("Components"),
    "images": _("Images"),
    "is_active": _("Active"),
}


def type_badge(item_type: str, combo_type: str = "") -> Badge:
    """Return an item's kind as a label; of a composite item what it is composed to."""
    if combo_type:
        return Badge(str(COMPOSITES[combo_type]), _COLOURS[combo_type])
    return Badge(str(TYPES[item_type]), _COLOURS[item_type])


def status_badge(*, active: bool) -> Badge:
    """Return active or inactive as a label."""
    return Badge(str(_("Active")), "green") if active else Badge(str(_("Inactive")), "secondary")
