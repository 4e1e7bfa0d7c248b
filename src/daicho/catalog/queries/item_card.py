"""What documents copy from an item."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from daicho.catalog.models import Item
from daicho.kernel.context import Ctx
from daicho.platform.db.fixed import fixed
from daicho.platform.memory import lasting_parts

_SOLD = frozenset({"inventory", "sales", "sales_and_purchases"})
_BOUGHT = frozenset({"inventory", "purchases", "sales_and_purchases"})


@dataclass(frozen=True, slots=True)
class ItemCard:
    """An item as a document's line starts from it. Prices are 10^-6 of the base currency for one unit."""

    item_id: int
    name: str
    sku: str
    unit: str
    item_type: str
    product_type: str
    description: str
    purchase_description: str
    rate_micro: int
    purchase_rate_micro: int
    is_taxable: bool
    tax_id: int | None
    purchase_tax_id: int | None
    account_id: int | None
    purchase_account_id: int | None
    inventory_account_id: int | None
    is_active: bool
    inventory_valuation_method: str
    negative_stock: str
    combo_type: str
    tracking: str

    @property
    def is_tracked(self) -> bool:
        """Whether the item is kept in stock."""
        return self.item_type == "inventory"

    @property
    def can_be_sold(self) -> bool:
        """Whether sales documents may name it."""
        return self.item_type in _SOLD

    @property
    def can_be_purchased(self) -> bool:
        """Whether purchase documents may name it."""
        return self.item_type in _BOUGHT


CARD_FIELDS = (
    "id", "name", "sku", "unit", "item_type", "product_type", "description", "purchase_description", "rate_micro",
    "purchase_rate_micro", "is_taxable", "tax_id", "purchase_tax_id", "account_id", "purchase_account_id",
    "inventory_account_id", "is_active", "inventory_valuation_method",
    "negative_stock", "combo_type", "tracking",
)  # fmt: skip
"""Columns of an item that make its card, in its order."""


def item_card(ctx: Ctx, *, item_ids: Collection[int]) -> dict[int, ItemCard]:
    """Return id → card of those items that exist."""
    return lasting_parts(ctx, _read, item_ids) if item_ids else {}


def _read(item_ids: set[int]) -> dict[int, ItemCard]:
    return {row[0]: ItemCard(*row) for row in _rows(item_ids)}


@fixed
def _rows(item_ids: Collection[int]) -> QuerySet[Item, tuple[Any, ...]]:
    return Item.objects.filter(id__in=item_ids).values_list(*CARD_FIELDS)
