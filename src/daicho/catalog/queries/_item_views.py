"""Items with everything they refer to, as plain views."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db.models import OuterRef, QuerySet, Subquery

from daicho.catalog.core.item import LABELS
from daicho.catalog.core.uses import StockOfItem
from daicho.catalog.models import Item, ItemImage, Label, OpeningStock
from daicho.catalog.queries.recipe import RecipePart, recipe
from daicho.catalog.queries.stock_with_kits import stock_with_kits
from daicho.kernel.context import Ctx
from daicho.platform.custom_fields import CustomValue, custom_values
from daicho.platform.custom_fields.references import record_names
from daicho.taxes.core.tax import TaxDefinition
from daicho.taxes.queries.tax_definitions import tax_definitions


@dataclass(frozen=True, slots=True)
class TaxOfItem:
    """A tax that an item names; `percentage_micro` (10^-6 per cent) is today's."""

    tax_id: int
    name: str
    tax_type: str
    percentage_micro: int


@dataclass(frozen=True, slots=True)
class AccountOfItem:
    """An account that an item names."""

    account_id: int
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class ImageOfItem:
    """A picture of an item: its own id, and that of the stored file."""

    image_id: int
    file_id: int
    name: str
    content_type: str
    is_back: bool


@dataclass(frozen=True, slots=True)
class OpeningStockRow:
    """Opening stock at a location (None: the primary one), in 10^-6."""

    location_id: int | None
    quantity_micro: int
    rate_micro: int


@dataclass(frozen=True, slots=True)
class GroupOfItem:
    """The group of an item and its attributes."""

    group_id: int
    name: str
    attributes: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item with the parts that were asked for; the others are empty.

    Prices are 10^-6 of the base currency for one unit, quantities and measures 10^-6; "" and None stand for nothing.

    `texts` holds the plain columns by name (core/item.py ItemFields).
    """

    item_id: int
    name: str
    sku: str
    unit: str
    item_type: str
    product_type: str
    combo_type: str
    is_active: bool
    is_taxable: bool
    rate_micro: int
    purchase_rate_micro: int
    reorder_level_micro: int | None
    texts: Mapping[str, str]
    measures: Mapping[str, int | None]
    tax: TaxOfItem | None
    purchase_tax: TaxOfItem | None
    tax_exemption_id: int | None
    purchase_tax_exemption_id: int | None
    tax_exemption_code: str
    purchase_tax_exemption_code: str
    account: AccountOfItem | None
    purchase_account: AccountOfItem | None
    inventory_account: AccountOfItem | None
    vendor_id: int | None
    vendor_name: str
    group: GroupOfItem | None
    label_ids: Mapping[str, int]
    first_image_id: int | None
    images: tuple[ImageOfItem, ...]
    opening_stock: tuple[OpeningStockRow, ...]
    stock: StockOfItem
    custom: Sequence[CustomValue]
    recipe: tuple[RecipePart, ...]
    created_at: datetime
    modified_at: datetime

    @property
    def is_tracked(self) -> bool:
        """Whether the item is kept in stock."""
        return self.item_type == "inventory"

    @property
    def has_stock(self) -> bool:
        """Whether there is a number of it: kept in stock, or made of what is (a kit)."""
        return self.is_tracked or self.combo_type == "kit"


_TEXTS = (
    "kana", "category", "brand", "manufacturer", "upc", "ean", "isbn", "part_number", "description",
    "purchase_description", "inventory_valuation_method", "negative_stock", "tracking", "dimension_unit", "weight_unit",
    "attribute_option_name1", "attribute_option_name2", "attribute_option_name3", "hsn_or_sac", "sat_item_key_code",
    "unitkey_code",
)  # fmt: skip
_MEASURES = ("length_micro", "width_micro", "height_micro", "weight_micro")
_JOINED = (
    "account", "purchase_account", "inventory_account", "group", "tax", "purchase_tax", "tax_exemption",
    "purchase_tax_exemption",
)  # fmt: skip
Part = Literal["rates", "vendors", "images", "opening_stock", "labels", "stock", "custom", "recipe"]
PARTS: tuple[Part, ...] = ("rates", "vendors", "images", "opening_stock", "labels", "stock", "custom")
"""What is read beside the items themselves, about one query each; recipes only where they are asked for."""


def item_rows() -> "QuerySet[Item]":
    """Return the items, joined with all that `item_views` needs of them."""
    images = ItemImage.objects.filter(item_id=OuterRef("id"), is_back=False).order_by("position", "id")
    return Item.objects.select_related(*_JOINED).annotate(first_image_id=Subquery(images.values("id")[:1]))


def item_views(ctx: Ctx, rows: Sequence[Any], parts: Collection[Part] = PARTS) -> list[ItemView]:
    """Return the views of these rows (read by `item_rows`) with these parts; one query for each part, none else."""
    ids = [row.id for row in rows]
    named = {tax for row in rows for tax in (row.tax_id, row.purchase_tax_id) if tax}
    taxes = tax_definitions(ctx, tax_ids=named) if "rates" in parts else {}
    vendors = _vendors(ctx, rows) if "vendors" in parts else {}
    images = _images(ids) if "images" in parts else {}
    opening = _opening_stock(ids) if "opening_stock" in parts else {}
    labels = _label_ids(rows) if "labels" in parts else {}
    kits = [row.id for row in rows if row.combo_type == "kit"]
    stock = stock_with_kits(ctx, item_ids=ids, kits=kits) if "stock" in parts else {}
    custom = custom_values(ctx, entity="item", entity_ids=ids) if "custom" in parts else {}
    composites = [row.id for row in rows if row.combo_type]
    recipes = recipe(ctx, item_ids=composites) if "recipe" in parts and composites else {}
    return [
        ItemView(
            item_id=row.id,
            name=row.name,
            sku=row.sku,
            unit=row.unit,
            item_type=row.item_type,
            product_type=row.product_type,
            combo_type=row.combo_type,
            is_active=row.is_active,
            is_taxable=row.is_taxable,
            rate_micro=row.rate_micro,
            purchase_rate_micro=row.purchase_rate_micro,
            reorder_level_micro=row.reorder_level_micro,
            texts={name: getattr(row, name) for name in _TEXTS},
            measures={name: getattr(row, name) for name in _MEASURES},
            tax=_tax(ctx, taxes, row.tax),
            purchase_tax=_tax(ctx, taxes, row.purchase_tax),
            tax_exemption_id=row.tax_exemption_id,
            purchase_tax_exemption_id=row.purchase_tax_exemption_id,
            tax_exemption_code=row.tax_exemption.code if row.tax_exemption else "",
            purchase_tax_exemption_code=row.purchase_tax_exemption.code if row.purchase_tax_exemption else "",
            account=_account(row.account),
            purchase_account=_account(row.purchase_account),
            inventory_account=_account(row.inventory_account),
            vendor_id=row.vendor_id,
            vendor_name=vendors.get(row.vendor_id, "") if row.vendor_id else "",
            group=_group(row.group),
            label_ids={kind: labels.get((kind, getattr(row, kind)), 0) for kind in LABELS},
            first_image_id=row.first_image_id,
            images=tuple(images.get(row.id, ())),
            opening_stock=tuple(opening.get(row.id, ())),
            stock=stock.get(row.id, StockOfItem()),
            custom=custom.get(row.id, ()),
            recipe=tuple(recipes.get(row.id, ())),
            created_at=row.created_at,
            modified_at=row.modified_at,
        )
        for row in rows
    ]


def _tax(ctx: Ctx, taxes: Mapping[int, TaxDefinition], row: Any) -> TaxOfItem | None:
    if row is None:
        return None
    percentage = taxes[row.id].percentage_micro(ctx.today) if row.id in taxes else 0
    return TaxOfItem(row.id, row.name, row.tax_type, percentage)


def _vendors(ctx: Ctx, rows: Sequence[Item]) -> Mapping[int, str]:
    return record_names(ctx, entity="contact", record_ids=[row.vendor_id for row in rows if row.vendor_id])


def _account(row: Any) -> AccountOfItem | None:
    return AccountOfItem(row.id, row.name, row.code) if row else None


def _group(row: Any) -> GroupOfItem | None:
    return (
        GroupOfItem(row.id, row.name, (row.attribute_name1, row.attribute_name2, row.attribute_name3)) if row else None
    )


def _images(item_ids: Sequence[int]) -> dict[int, list[ImageOfItem]]:
    found: dict[int, list[ImageOfItem]] = {}
    rows = ItemImage.objects.filter(item_id__in=item_ids).select_related("file").order_by("position", "id")
    for row in rows:
        image = ImageOfItem(row.id, row.file_id, row.file.name, row.file.content_type, row.is_back)
        found.setdefault(row.item_id, []).append(image)
    return found


def _opening_stock(item_ids: Sequence[int]) -> dict[int, list[OpeningStockRow]]:
    found: dict[int, list[OpeningStockRow]] = {}
    for row in OpeningStock.objects.filter(item_id__in=item_ids).order_by("id"):
        found.setdefault(row.item_id, []).append(OpeningStockRow(row.location_id, row.quantity_micro, row.rate_micro))
    return found


def _label_ids(rows: Sequence[Item]) -> dict[tuple[str, str], int]:
    names = {getattr(row, kind) for row in rows for kind in LABELS} - {""}
    if not names:
        return {}
    return {
        (kind, name): label_id
        for label_id, kind, name in Label.objects.filter(name__in=names).values_list("id", "kind", "name")
    }
