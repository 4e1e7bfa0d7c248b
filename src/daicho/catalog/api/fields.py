"""From bodies to the commands' fields."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from daicho.catalog.api.schemas import ItemInput, ItemLocationInput
from daicho.catalog.core.item import GOODS, ItemFields, OpeningStockFields
from daicho.kernel.errors import invalid
from daicho.kernel.measure import Rate
from daicho.kernel.text import noop as _

_RENAMED = {"category_name": "category"}
_SAME = (
    "name", "kana", "sku", "product_type", "unit", "brand", "manufacturer", "upc", "ean", "isbn", "part_number",
    "description", "purchase_description", "is_taxable", "tax_id", "purchase_tax_id", "tax_exemption_id",
    "purchase_tax_exemption_id", "account_id", "purchase_account_id", "inventory_account_id",
    "inventory_valuation_method", "negative_stock", "vendor_id", "group_id", "group_name", "attribute_name1",
    "attribute_name2", "attribute_name3", "attribute_option_name1", "attribute_option_name2", "attribute_option_name3",
    "hsn_or_sac", "sat_item_key_code", "unitkey_code", "custom_fields",
)  # fmt: skip
_NEVER_EMPTY = frozenset({"product_type", "inventory_valuation_method"})
_TRACKED = {"track_batch_number": "batch", "track_serial_number": "serial"}
_TYPES = {
    (True, True): "sales_and_purchases",
    (True, False): "sales",
    (False, True): "purchases",
    (False, False): "sales",
}


def item_fields(body: ItemInput, *, is_new: bool, tracked: str = "") -> ItemFields:
    """Return what the body really says; numbers in 10^-6. `tracked` is how the item is kept by now."""
    sent = body.model_dump(exclude_unset=True)
    fields: dict[str, Any] = {
        _RENAMED.get(name, name): value
        for name, value in sent.items()
        if name in (*_SAME, *_RENAMED) and not (name in _NEVER_EMPTY and value == "")
    }
    for name in ("rate", "purchase_rate", "reorder_level"):
        if name in sent:
            fields[f"{name}_micro"] = micro(sent[name])
    package = sent.get("package_details") or {}
    for name, value in package.items():
        fields[name if name.endswith("_unit") else f"{name}_micro"] = value if name.endswith("_unit") else micro(value)
    item_type = _item_type(body, is_new=is_new)
    if item_type:
        fields["item_type"] = item_type
    tracking = _tracking(sent, tracked)
    if tracking is not None:
        fields["tracking"] = tracking
    if {"initial_stock", "initial_stock_rate", "locations"} & sent.keys():
        fields["opening_stock"] = opening_stock(body.initial_stock, body.initial_stock_rate, body.locations)
    return ItemFields(**fields)  # type: ignore[typeddict-item, no-any-return]


def opening_stock(
    quantity: Decimal | None, rate: Decimal | None, locations: Iterable[ItemLocationInput]
) -> list[OpeningStockFields]:
    """Return opening stock by location, or, where no location is named, at the primary one; nothing for none."""
    rows = [
        OpeningStockFields(
            location_id=place.location_id,
            quantity_micro=micro(place.initial_stock) or 0,
            rate_micro=micro(place.initial_stock_rate) or 0,
        )
        for place in locations
    ]
    whole = OpeningStockFields(location_id=None, quantity_micro=micro(quantity) or 0, rate_micro=micro(rate) or 0)
    return [row for row in rows or [whole] if row["quantity_micro"]]


def micro(value: Decimal | None) -> int | None:
    """Return a number in 10^-6, None where there is none."""
    return None if value is None else Rate.of(value).micro


def _tracking(sent: Mapping[str, Any], current: str) -> str | None:
    """Return how the item, by now kept as `current`, is to be kept; None where the body says nothing else.

    Raises InvalidInput for both at once: an item is kept in batches or by serial numbers.
    """
    wanted = [tracking for name, tracking in _TRACKED.items() if sent.get(name)]
    if len(wanted) > 1:
        raise invalid("track_serial_number", _("An item is kept either in batches or by serial numbers."))
    if wanted:
        return wanted[0]
    given_up = [tracking for name, tracking in _TRACKED.items() if sent.get(name) is False]
    return "" if current in given_up else None


def _item_type(body: ItemInput, *, is_new: bool) -> str:
    """Return the item's type as the body says it, or as what it says about a new item implies; "" for unchanged."""
    if body.item_type:
        return body.item_type
    if body.track_inventory:
        return "inventory"
    if body.can_be_sold is not None and body.can_be_purchased is not None and body.track_inventory is not None:
        return _TYPES[body.can_be_sold, body.can_be_purchased]
    if not is_new:
        return ""
    stocked = body.inventory_account_id or body.initial_stock or body.locations or body.reorder_level is not None
    if stocked and body.track_inventory is None and (body.product_type or "goods") in GOODS:
        return "inventory"
    bought = body.purchase_rate or body.purchase_account_id or body.purchase_description or body.vendor_id
    sold = True if body.can_be_sold is None else body.can_be_sold
    return _TYPES[sold, bool(bought) if body.can_be_purchased is None else body.can_be_purchased]
