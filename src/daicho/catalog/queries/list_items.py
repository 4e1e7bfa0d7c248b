"""Items as a list."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from django.db.models import F, Q, QuerySet, Value

from daicho.catalog.core.item import GOODS, ITEM_TYPE_OF, ITEM_TYPES, PRODUCT_TYPES
from daicho.catalog.core.search import folded
from daicho.catalog.models import Item, Label
from daicho.catalog.queries._item_views import PARTS, ItemView, Part, item_rows, item_views
from daicho.catalog.queries._uses import item_uses
from daicho.catalog.queries.low_stock import low_stock
from daicho.kernel.context import Ctx
from daicho.platform.listing import Criteria, Filter, Listing, Rows, filter_rows, page_of

_NO_GOODS = tuple(set(PRODUCT_TYPES) - GOODS)
_STATUSES = {"active": True, "inactive": False, "all": F("is_active")}

ITEM_LISTING = Listing(
    filters=(
        Filter("name", "name"),
        Filter("sku", "sku"),
        Filter("description", "description"),
        Filter("rate", "rate_micro", "quantity"),
        Filter("purchase_rate", "purchase_rate_micro", "quantity"),
        Filter("reorder_level", "reorder_level_micro", "quantity"),
        Filter("status", "is_active", "choice", choices=_STATUSES),
        Filter("item_type", "item_type", "choice", choices={key: key for key in ITEM_TYPES}),
        Filter("product_type", "product_type", "choice", choices={key: key for key in PRODUCT_TYPES}),
        Filter("combo_type", "combo_type", "choice", choices={key: key for key in ITEM_TYPE_OF}),
        Filter("tax_id", "tax_id", "id"),
        Filter("tax_name", "tax__name"),
        Filter("is_taxable", "is_taxable", "flag"),
        Filter("tax_exemption_id", "tax_exemption_id", "id"),
        Filter("account_id", "account_id", "id"),
        Filter("purchase_account_id", "purchase_account_id", "id"),
        Filter("inventory_account_id", "inventory_account_id", "id"),
        Filter("vendor_id", "vendor_id", "id"),
        Filter("item_id", "id", "id"),
        Filter("group_id", "group_id", "id"),
        Filter("category_name", "category"),
        Filter("brand", "brand"),
        Filter("manufacturer", "manufacturer"),
        Filter("upc", "upc"),
        Filter("ean", "ean"),
        Filter("isbn", "isbn"),
        Filter("part_number", "part_number"),
        Filter("hsn_or_sac", "hsn_or_sac"),
        Filter("sat_item_key_code", "sat_item_key_code"),
        Filter("unitkey_code", "unitkey_code"),
    ),
    sorts={
        "name": "name",
        "sku": "sku",
        "rate": "rate_micro",
        "purchase_rate": "purchase_rate_micro",
        "tax_name": "tax__name",
        "reorder_level": "reorder_level_micro",
        "stock_on_hand": "stock_on_hand",
        "created_time": "created_at",
        "last_modified_time": "modified_at",
    },
    default_sort="name",
    search=("search_text",),
    views={
        "Status.All": lambda _ctx: Q(),
        "Status.Active": lambda _ctx: Q(is_active=True),
        "Status.Inactive": lambda _ctx: Q(is_active=False),
        "Status.Lowstock": low_stock,
        "Status.Unmapped": lambda _ctx: Q(account=None, purchase_account=None),
        "Status.Uncategorized": lambda _ctx: Q(category=""),
        "Status.Grouped": lambda _ctx: Q(group__isnull=False),
        "ItemType.All": lambda _ctx: Q(),
        "ItemType.Sales": lambda _ctx: Q(item_type="sales"),
        "ItemType.Purchases": lambda _ctx: Q(item_type="purchases"),
        "ItemType.SalesAndPurchases": lambda _ctx: Q(item_type="sales_and_purchases"),
        "ItemType.Inventory": lambda _ctx: Q(item_type="inventory"),
        "ItemType.NonInventory": lambda _ctx: ~Q(item_type="inventory"),
        "ItemType.Service": lambda _ctx: Q(product_type__in=_NO_GOODS),
        "ComboType.All": lambda _ctx: ~Q(combo_type=""),
        "ComboType.Assembly": lambda _ctx: Q(combo_type="assembly"),
        "ComboType.Kit": lambda _ctx: Q(combo_type="kit"),
        "Source.Crm": lambda _ctx: Q(pk__in=[]),
    },
)


def list_items(
    ctx: Ctx,
    *,
    criteria: Criteria,
    labels: Mapping[str, Collection[int]] | None = None,
    location_id: int | None = None,
    parts: Collection[Part] = PARTS,
    only_composites: bool = False,
) -> Rows[ItemView]:
    """Return a page of the items, searched by name (either kana) and codes.

    `labels` narrows by ids of categories, brands or manufacturers (column → ids), `location_id` to items that have or
    had stock there, `only_composites` to composite items; `parts` are read with the items.
    """
    rows = _searched(item_rows(), criteria.search)
    if only_composites:
        rows = rows.exclude(combo_type="")
    if location_id is not None:
        rows = rows.filter(*(use.at_location(ctx, location_id) for use in item_uses() if use.at_location))
    if criteria.sort == "stock_on_hand":
        parts_on_hand = (use.on_hand(ctx, physical=False) for use in item_uses() if use.on_hand)
        rows = rows.annotate(stock_on_hand=sum(parts_on_hand, start=Value(0)))
    for kind, label_ids in (labels or {}).items():
        names = Label.objects.filter(kind=kind, id__in=label_ids).values_list("name", flat=True)
        rows = rows.filter(**{f"{kind}__in": list(names)})
    page = page_of(filter_rows(ctx, rows, ITEM_LISTING, replace(criteria, search="")), criteria)
    return Rows(item_views(ctx, page.rows, parts), page.has_more, page.total)


def _searched(rows: "QuerySet[Item]", text: str) -> "QuerySet[Item]":
    for word in folded(text).split():
        rows = rows.filter(search_text__contains=word)
    return rows
