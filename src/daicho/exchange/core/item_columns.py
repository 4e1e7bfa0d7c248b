"""Columns of a file of items, and the item that a row describes."""

from collections.abc import Mapping
from typing import cast

from daicho.catalog.core.importing import ItemRow
from daicho.exchange.core.custom import PREFIX, custom_given
from daicho.exchange.core.field import ImportField, ImportKind, words
from daicho.kernel.text import noop as _

_ITEM_TYPES = words(
    inventory="inventory item,tracked,在庫,在庫商品,在庫管理する",
    sales="for sale only,販売,販売のみ,販売用",
    purchases="for purchase only,購入,購入のみ,仕入のみ,購入用",
    sales_and_purchases="sales and purchases,販売と購入,販売・購入",
)
_PRODUCT_TYPES = words(
    goods="good,物品,商品,製品",
    service="services,サービス,役務",
    digital_service="digital service",
    capital_goods="capital goods",
    capital_service="capital service",
)
_VALUATION = words(fifo="first in first out,先入先出法", wac="moving average,weighted average,移動平均法")
_TRACKING = words(batch="batches,batch number,バッチ", serial="serial number,serial numbers,シリアル番号")
_SALES, _PURCHASE, _STOCK, _CODES, _MEASURES = _("Sales"), _("Purchase"), _("Stock"), _("Codes"), _("Measures")

ITEMS = ImportKind(
    "items",
    _("Items"),
    "item",
    (
        ImportField("name", _("Name"), required=True),
        ImportField("kana", _("Name (kana)")),
        ImportField("sku", _("SKU")),
        ImportField("item_type", _("Kind"), kind="choice", choices=_ITEM_TYPES),
        ImportField("product_type", _("Goods or service"), kind="choice", choices=_PRODUCT_TYPES),
        ImportField("unit", _("Unit")),
        ImportField("category", _("Category")),
        ImportField("brand", _("Brand")),
        ImportField("manufacturer", _("Manufacturer")),
        ImportField("is_taxable", _("Taxable"), kind="flag"),
        ImportField("is_active", _("Active"), kind="flag"),
        ImportField("rate_micro", _("Selling price"), kind="micro", group=_SALES),
        ImportField("account_id", _("Sales account"), kind="account", group=_SALES),
        ImportField("description", _("Description"), group=_SALES),
        ImportField("tax_id", _("Tax"), kind="tax", group=_SALES),
        ImportField("purchase_rate_micro", _("Purchase price"), kind="micro", group=_PURCHASE),
        ImportField("purchase_account_id", _("Purchase account"), kind="account", group=_PURCHASE),
        ImportField("purchase_description", _("Purchase description"), group=_PURCHASE),
        ImportField("purchase_tax_id", _("Purchase tax"), kind="tax", group=_PURCHASE),
        ImportField("vendor_id", _("Preferred vendor"), kind="contact", group=_PURCHASE),
        ImportField("inventory_account_id", _("Inventory account"), kind="account", group=_STOCK),
        ImportField("inventory_valuation_method", _("Valuation"), kind="choice", choices=_VALUATION, group=_STOCK),
        ImportField("tracking", _("Batches and serial numbers"), kind="choice", choices=_TRACKING, group=_STOCK),
        ImportField("reorder_level_micro", _("Reorder point"), kind="micro", group=_STOCK),
        ImportField("opening_quantity", _("Opening stock"), kind="micro", group=_STOCK),
        ImportField("opening_rate", _("Opening stock rate per unit"), kind="micro", group=_STOCK),
        ImportField("ean", _("EAN (JAN)"), kind="code", group=_CODES),
        ImportField("upc", _("UPC"), kind="code", group=_CODES),
        ImportField("isbn", _("ISBN"), kind="code", group=_CODES),
        ImportField("part_number", _("Part number"), group=_CODES),
        ImportField("weight_micro", _("Weight"), kind="micro", group=_MEASURES),
        ImportField("weight_unit", _("Weight unit"), group=_MEASURES),
        ImportField("length_micro", _("Length"), kind="micro", group=_MEASURES),
        ImportField("width_micro", _("Width"), kind="micro", group=_MEASURES),
        ImportField("height_micro", _("Height"), kind="micro", group=_MEASURES),
        ImportField("dimension_unit", _("Dimension unit"), group=_MEASURES),
    ),
    {
        "rate": "rate_micro",
        "purchase_rate": "purchase_rate_micro",
        "reorder_level": "reorder_level_micro",
        "length": "length_micro",
        "width": "width_micro",
        "height": "height_micro",
        "weight": "weight_micro",
        "initial_stock": "opening_quantity",
        "initial_stock_rate": "opening_rate",
    },
)


def item_row(values: Mapping[str, object]) -> ItemRow:
    """Return the item that a row's values (by field key) describe; absent keys stay absent."""
    row = {key: value for key, value in values.items() if not key.startswith(("opening_", PREFIX))}
    row["custom_fields"] = custom_given(values)
    if "opening_quantity" in values:
        stock = {
            "location_id": None,
            "quantity_micro": values["opening_quantity"],
            "rate_micro": values.get("opening_rate", values.get("purchase_rate_micro", 0)),
        }
        row["opening_stock"] = [stock]
    return cast(ItemRow, row)
