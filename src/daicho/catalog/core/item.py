"""What an item may be: fields, and the rules that hold between them. Source: behaviour.md 2, japan.md COA-07."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict

from daicho.kernel.errors import FieldError, missing
from daicho.kernel.measure import MICRO_LIMIT
from daicho.kernel.text import noop as _
from daicho.ledger.core.account_type import INVENTORY_TYPES, PURCHASE_TYPES, SALES_TYPES

ITEM_TYPES = {
    "inventory": _("Inventory item"),
    "sales": _("For sale only"),
    "purchases": _("For purchase only"),
    "sales_and_purchases": _("For sale and purchase"),
}
PRODUCT_TYPES = {
    "goods": _("Goods"),
    "service": _("Service"),
    "digital_service": _("Digital service"),
    "capital_service": _("Capital service"),
    "capital_goods": _("Capital goods"),
}
GOODS = frozenset({"goods", "capital_goods"})
VALUATION_METHODS = {"fifo": _("FIFO"), "wac": _("Moving average")}
NEGATIVE_STOCK = {"": _("As the organisation"), "warn": _("Warn"), "block": _("Block")}
TRACKING = {"": _("Not tracked singly"), "batch": _("Batches"), "serial": _("Serial numbers")}
"""How single batches or pieces of an item are known: not at all, by the batch, by the piece (behaviour.md 10)."""
OPENING_BATCHES = _(
    "Enter what is there at the beginning by an inventory adjustment: it names the batches or serial numbers."
)
COMBO_TYPES = {"": _("Ordinary item"), "assembly": _("Assembled item"), "kit": _("Kit")}
"""What a composite item is (behaviour.md 10): made and kept in stock, or put together when it is sold."""
ITEM_TYPE_OF = {"assembly": "inventory", "kit": "sales"}
"""Kind of composite → the type of item it is."""
DIMENSION_UNITS = ("cm", "in", "mm", "m")
WEIGHT_UNITS = ("kg", "g", "lb", "oz")
LABELS = ("category", "brand", "manufacturer")
"""Columns whose words items share."""

ACCOUNT_FIELDS = {
    "account_id": (SALES_TYPES, "sales_default"),
    "purchase_account_id": (PURCHASE_TYPES, "cogs_default"),
    "inventory_account_id": (INVENTORY_TYPES, "inventory_asset"),
}
"""Field → (types of account that fit, system key of the default)."""


class OpeningStockFields(TypedDict):
    """Opening stock at a location (None: the primary one); quantity and cost per unit in 10^-6."""

    location_id: int | None
    quantity_micro: int
    rate_micro: int


class ComponentFields(TypedDict, total=False):
    """A line of a composite item's recipe: what goes into one of it; the quantity in 10^-6."""

    item_id: int
    quantity_micro: int


class ItemFields(TypedDict, total=False):
    """What a person may set on an item; an absent key means unchanged, or the default.

    A group is given by id or by name; one that does not exist yet is made, with the names of its attributes.
    `combo_type` is for new items only; `components` replace the recipe of a composite item.
    """

    name: str
    kana: str
    sku: str
    item_type: str
    product_type: str
    unit: str
    category: str
    brand: str
    manufacturer: str
    upc: str
    ean: str
    isbn: str
    part_number: str
    description: str
    purchase_description: str
    rate_micro: int
    purchase_rate_micro: int
    is_taxable: bool
    tax_id: int | None
    purchase_tax_id: int | None
    tax_exemption_id: int | None
    purchase_tax_exemption_id: int | None
    account_id: int | None
    purchase_account_id: int | None
    inventory_account_id: int | None
    inventory_valuation_method: str
    negative_stock: str
    tracking: str
    reorder_level_micro: int | None
    vendor_id: int | None
    length_micro: int | None
    width_micro: int | None
    height_micro: int | None
    dimension_unit: str
    weight_micro: int | None
    weight_unit: str
    hsn_or_sac: str
    sat_item_key_code: str
    unitkey_code: str
    group_id: int | None
    group_name: str
    attribute_name1: str
    attribute_name2: str
    attribute_name3: str
    attribute_option_name1: str
    attribute_option_name2: str
    attribute_option_name3: str
    opening_stock: list[OpeningStockFields]
    combo_type: str
    components: list[ComponentFields]
    custom_fields: list[Mapping[str, object]]


LENGTHS = {
    "name": 255,
    "kana": 255,
    "sku": 100,
    "unit": 50,
    "upc": 12,
    "ean": 13,
    "isbn": 17,
    "part_number": 100,
    "category": 100,
    "brand": 100,
    "manufacturer": 100,
    "description": 2000,
    "purchase_description": 2000,
    "hsn_or_sac": 50,
    "sat_item_key_code": 50,
    "unitkey_code": 50,
    "attribute_option_name1": 100,
    "attribute_option_name2": 100,
    "attribute_option_name3": 100,
}
_CHOICES: dict[str, tuple[str, ...]] = {
    "item_type": tuple(ITEM_TYPES),
    "product_type": tuple(PRODUCT_TYPES),
    "inventory_valuation_method": tuple(VALUATION_METHODS),
    "negative_stock": tuple(NEGATIVE_STOCK),
    "tracking": tuple(TRACKING),
    "dimension_unit": ("", *DIMENSION_UNITS),
    "weight_unit": ("", *WEIGHT_UNITS),
    "combo_type": tuple(COMBO_TYPES),
}
_NOT_NEGATIVE = {
    "rate_micro": "rate",
    "purchase_rate_micro": "purchase_rate",
    "reorder_level_micro": "reorder_level",
    "length_micro": "length",
    "width_micro": "width",
    "height_micro": "height",
    "weight_micro": "weight",
}


@dataclass(frozen=True, slots=True)
class FoundAccount:
    """What the rules need to know of an account that an item names."""

    account_type: str
    is_active: bool


def item_errors(values: Mapping[str, object]) -> Iterable[FieldError]:
    """Yield what is wrong with an item's values (the whole item, as it would be saved)."""
    if not str(values["name"]).strip():
        yield missing("name")
    yield from _text_errors(values)
    for field, choices in _CHOICES.items():
        if values[field] not in choices:
            yield _bad(field)
    for field, name in _NOT_NEGATIVE.items():
        number = values[field]
        if isinstance(number, int) and not 0 <= number <= MICRO_LIMIT:
            yield _bad(name)
    if values["item_type"] == "inventory" and values["product_type"] not in GOODS:
        yield FieldError("item_type", _("Only goods can be tracked in stock."))
    if values["item_type"] != "inventory" and values["tracking"]:
        yield FieldError("tracking", _("Only what is kept in stock has batches or serial numbers."))
    yield from _composite_errors(str(values["combo_type"]), str(values["item_type"]))


def _composite_errors(combo_type: str, item_type: str) -> Iterable[FieldError]:
    if combo_type == "assembly" and item_type != ITEM_TYPE_OF[combo_type]:
        yield FieldError("item_type", _("What is assembled is kept in stock."))
    if combo_type == "kit" and item_type != ITEM_TYPE_OF[combo_type]:
        yield FieldError("item_type", _("A kit has no stock of its own: it is for sale only."))


def group_errors(name: str, attributes: Mapping[str, str]) -> Iterable[FieldError]:
    """Yield what is wrong with a group's name and the names of its attributes."""
    if not name.strip():
        yield missing("group_name")
    for field, text, limit in (("group_name", name, 255), *((field, text, 100) for field, text in attributes.items())):
        if len(text) > limit:
            yield FieldError(
                field, _("%(field)s must not be longer than %(limit)s characters."), {"field": field, "limit": limit}
            )


def _text_errors(values: Mapping[str, object]) -> Iterable[FieldError]:
    for field, limit in LENGTHS.items():
        if len(str(values[field])) > limit:
            yield FieldError(
                field, _("%(field)s must not be longer than %(limit)s characters."), {"field": field, "limit": limit}
            )
    for field, digits in (("upc", 12), ("ean", 13)):
        code = str(values[field])
        if code and not (code.isascii() and code.isdigit() and len(code) <= digits):
            yield _bad(field)


def account_errors(chosen: Mapping[str, int | None], accounts: Mapping[int, FoundAccount]) -> Iterable[FieldError]:
    """Yield a field error for every chosen account that is unknown, inactive or of a type that does not fit."""
    for field, account_id in chosen.items():
        if account_id is None:
            continue
        account = accounts.get(account_id)
        if account is None or account.account_type not in ACCOUNT_FIELDS[field][0]:
            yield FieldError(field, _("%(field)s: choose an account of a fitting type."), {"field": field})
        elif not account.is_active:
            yield FieldError(field, _("%(field)s: this account is inactive."), {"field": field})


def opening_stock_errors(rows: list[OpeningStockFields], *, item_type: str, tracking: str) -> Iterable[FieldError]:
    """Yield what is wrong with opening stock: only tracked items have it, no negative numbers, one row per place.

    Those with batches or serial numbers have none: an adjustment names them.
    """
    if any(row["quantity_micro"] for row in rows) and item_type != "inventory":
        yield FieldError("initial_stock", _("Only goods that are tracked in stock have opening stock."))
    if any(row["quantity_micro"] for row in rows) and tracking:
        yield FieldError("initial_stock", OPENING_BATCHES)
    if any(not 0 <= row["quantity_micro"] <= MICRO_LIMIT for row in rows):
        yield _bad("initial_stock")
    if any(not 0 <= row["rate_micro"] <= MICRO_LIMIT for row in rows):
        yield _bad("initial_stock_rate")
    if len({row["location_id"] for row in rows}) < len(rows):
        yield _bad("location_id")


def _bad(field: str) -> FieldError:
    return FieldError(field, _("Invalid value passed for %(field)s"), {"field": field})
