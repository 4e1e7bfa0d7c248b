"""The list of items."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from daicho.catalog.commands.delete_item import delete_item
from daicho.catalog.commands.set_items_active import set_items_active
from daicho.catalog.core.uses import StockFigures
from daicho.catalog.queries._item_views import ItemView, Part
from daicho.catalog.queries.list_items import ITEM_LISTING, list_items
from daicho.catalog.web.words import COMPOSITES, PRODUCTS, TRACKED, TYPES, status_badge, type_badge
from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity, Rate
from daicho.platform.listing import Criteria, Rows
from daicho.platform.web.cells import Picture, Price, Stock, Value
from daicho.platform.web.lists import BuiltInView, BulkAction, Chip, Column, Empty, ListPage
from daicho.platform.web.page import page_url

LIST_PARTS: tuple[Part, ...] = ("stock",)
"""What the list shows of items beside the items themselves."""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item as the list shows it, with its picture's address."""

    item: ItemView
    picture_url: str


def item_lines(ctx: Ctx, *, criteria: Criteria) -> Rows[ItemLine]:
    """Return a page of items for the list."""
    return lines_of(ctx, list_items(ctx, criteria=criteria, parts=LIST_PARTS))


def lines_of(ctx: Ctx, page: Rows[ItemView]) -> Rows[ItemLine]:
    """Return items as the list shows them."""
    return Rows([ItemLine(item, picture_url(ctx, item)) for item in page.rows], page.has_more, page.total)


def picture_url(ctx: Ctx, item: ItemView) -> str:
    """Return the address of an item's first picture, "" where it has none."""
    if item.first_image_id is None:
        return ""
    return page_url(ctx, "item_image", item_id=item.item_id, image_id=item.first_image_id)


def _stock(line: ItemLine, of: Callable[[StockFigures], tuple[int, int]]) -> Value:
    """Return a stock figure (accounting, physical); items that are not kept in stock have none."""
    accounting, physical = of(line.item.stock.figures)
    return Stock(Quantity(accounting), Quantity(physical)) if line.item.has_stock else None


def _on_hand(figures: StockFigures) -> tuple[int, int]:
    return figures.on_hand, figures.physical_on_hand


def _committed(figures: StockFigures) -> tuple[int, int]:
    return figures.committed, figures.physical_committed


def _for_sale(figures: StockFigures) -> tuple[int, int]:
    return figures.available_for_sale, figures.physical_available_for_sale


def _price(line: ItemLine, rate_micro: int, *, without: str) -> Value:
    """Return a price; items of type `without` have none."""
    return None if line.item.item_type == without else Price(Rate(rate_micro), "")


def _reorder(line: ItemLine) -> Value:
    level = line.item.reorder_level_micro
    return None if level is None else Quantity(level)


def _activate(ctx: Ctx, item_id: int) -> None:
    set_items_active(ctx, item_ids=[item_id], active=True)


def _deactivate(ctx: Ctx, item_id: int) -> None:
    set_items_active(ctx, item_ids=[item_id], active=False)


def _delete(ctx: Ctx, item_id: int) -> None:
    delete_item(ctx, item_id=item_id)


ITEMS: ListPage[ItemLine] = ListPage(
    name="items",
    title=_("Items"),
    permission="items.view",
    listing=ITEM_LISTING,
    rows=item_lines,
    columns=(
        Column("picture", _("Image"), lambda line: Picture(line.picture_url)),
        Column("name", _("Name"), lambda line: line.item.name, sort="name", main=True),
        Column("sku", _("SKU"), lambda line: line.item.sku, sort="sku"),
        Column("kind", _("Kind"), lambda line: type_badge(line.item.item_type, line.item.combo_type)),
        Column("product_type", _("Goods or service"), lambda line: PRODUCTS[line.item.product_type], shown=False),
        Column("category", _("Category"), lambda line: line.item.texts["category"], shown=False),
        Column("brand", _("Brand"), lambda line: line.item.texts["brand"], shown=False),
        Column("manufacturer", _("Manufacturer"), lambda line: line.item.texts["manufacturer"], shown=False),
        Column("unit", _("Unit"), lambda line: line.item.unit, shown=False),
        Column(
            "rate",
            _("Selling price"),
            lambda line: _price(line, line.item.rate_micro, without="purchases"),
            align="end",
            sort="rate",
        ),
        Column(
            "purchase_rate",
            _("Purchase price"),
            lambda line: _price(line, line.item.purchase_rate_micro, without="sales"),
            align="end",
            sort="purchase_rate",
        ),
        Column("tax", _("Sales tax"), lambda line: line.item.tax.name if line.item.tax else "", sort="tax_name"),
        Column(
            "stock_on_hand", _("Stock on hand"), lambda line: _stock(line, _on_hand), align="end", sort="stock_on_hand"
        ),
        Column("committed", _("Committed stock"), lambda line: _stock(line, _committed), align="end", shown=False),
        Column("available", _("Available for sale"), lambda line: _stock(line, _for_sale), align="end"),
        Column("reorder_level", _("Reorder point"), _reorder, align="end", sort="reorder_level", shown=False),
        Column(
            "tracking",
            _("Batches and serial numbers"),
            lambda line: TRACKED[line.item.texts["tracking"]] if line.item.texts["tracking"] else "",
            shown=False,
        ),
        Column("ean", _("EAN (JAN)"), lambda line: line.item.texts["ean"], shown=False),
        Column("upc", _("UPC"), lambda line: line.item.texts["upc"], shown=False),
        Column("isbn", _("ISBN"), lambda line: line.item.texts["isbn"], shown=False),
        Column("part_number", _("Part number"), lambda line: line.item.texts["part_number"], shown=False),
        Column("status", _("Status"), lambda line: status_badge(active=line.item.is_active)),
        Column("created_time", _("Created"), lambda line: line.item.created_at, sort="created_time", shown=False),
        Column(
            "last_modified_time",
            _("Modified"),
            lambda line: line.item.modified_at,
            sort="last_modified_time",
            shown=False,
        ),
    ),
    row_id=lambda line: line.item.item_id,
    detail="item",
    detail_key="item_id",
    entities=("item",),
    empty=Empty(
        _("No items yet"),
        _("What you sell and buy lives here, goods and services, the same in both applications. Begin with one."),
        icon="box",
    ),
    views=(
        BuiltInView("active", _("Active"), filter_by="Status.Active"),
        BuiltInView("low", _("Low stock"), filter_by="Status.Lowstock"),
        BuiltInView("inventory", _("Kept in stock"), filter_by="ItemType.Inventory"),
        BuiltInView("services", _("Services"), filter_by="ItemType.Service"),
        BuiltInView("composites", _("Composite items"), filter_by="ComboType.All"),
        BuiltInView("inactive", _("Inactive"), filter_by="Status.Inactive"),
        BuiltInView("uncategorized", _("Without category"), filter_by="Status.Uncategorized"),
        BuiltInView("grouped", _("In item groups"), filter_by="Status.Grouped"),
    ),
    chips=(
        Chip("name", _("Name")),
        Chip("sku", _("SKU")),
        Chip("item_type", _("Kind"), choices=tuple(TYPES.items())),
        Chip("product_type", _("Goods or service"), choices=tuple(PRODUCTS.items())),
        Chip("combo_type", _("Kind of composite item"), choices=tuple(COMPOSITES.items())),
        Chip("category_name", _("Category")),
        Chip("brand", _("Brand")),
        Chip("rate", _("Selling price")),
        Chip("purchase_rate", _("Purchase price")),
        Chip("tax_name", _("Sales tax")),
        Chip("is_taxable", _("Taxable")),
        Chip("status", _("Status"), choices=(("active", _("Active")), ("inactive", _("Inactive")))),
    ),
    bulk=(
        BulkAction("activate", _("Mark as active"), "items.edit", _activate, _("%(count)s made active.")),
        BulkAction(
            "deactivate", _("Mark as inactive"), "items.edit", _deactivate, _("%(count)s made inactive."), icon="ban"
        ),
        BulkAction(
            "delete",
            _("Delete"),
            "items.delete",
            _delete,
            _("%(count)s deleted."),
            icon="trash",
            confirm=_("Delete the ticked items?"),
            danger=True,
        ),
    ),
    create="item_create",
    create_label=_("New item"),
    create_permission="items.create",
    imports="items_import",
    imports_permission="exchange.create",
    muted=lambda line: not line.item.is_active,
    icon="box",
)
