"""The page of an item."""

from collections.abc import Iterator, Mapping

from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.catalog.core.uses import StockFigures, TransactionQuery
from daicho.catalog.queries._item_views import AccountOfItem, ItemView, Part
from daicho.catalog.queries.item_detail import item_detail
from daicho.catalog.queries.item_transactions import item_transactions
from daicho.catalog.web.batches import batches_context
from daicho.catalog.web.lists import picture_url
from daicho.catalog.web.recipe import recipe_context
from daicho.catalog.web.words import (
    CHANGED,
    DOCUMENTS,
    NEGATIVE,
    PRODUCTS,
    TRACKED,
    VALUATIONS,
    status_badge,
    type_badge,
)
from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity, Rate
from daicho.kernel.money import Money
from daicho.platform.web.custom_fields import custom_facts
from daicho.platform.web.detail import Action, Detail, Tab, render_detail
from daicho.platform.web.format import Formats
from daicho.platform.web.history import record_history
from daicho.platform.web.notes import record_notes
from daicho.platform.web.page import PageRequest, find_page_url, page_url

_PER_KIND = 50
_OVERVIEW: tuple[Part, ...] = ("vendors", "stock", "custom")
_ON_TAB: Mapping[str, tuple[Part, ...]] = {
    "recipe": (),
    "batches": (),
    "stock": ("stock", "opening_stock"),
    "images": ("stock", "images"),
    "history": (),
}
"""What is read with the item for a tab; where it is nothing, no stock stands beside the tab: it asks much itself."""
Facts = list[tuple[str, str]]


def item_page(request: PageRequest, item_id: int) -> HttpResponse:
    """Show an item: what it is, its stock, its documents, its history."""
    ctx, formats = request.ctx, request.formats
    may_edit, on_history = ctx.actor.may("items.edit"), request.GET.get("tab") == "history"
    parts = _ON_TAB.get(request.GET.get("tab", ""), _OVERVIEW)
    item = item_detail(ctx, item_ids=[item_id], parts=parts)[0]
    currency, tracking = formats.base_currency, item.texts["tracking"]

    def stock() -> Mapping[str, object]:
        return {"stock_facts": _stock_facts(item, formats, currency)}

    def batches() -> Mapping[str, object]:
        return batches_context(request, item_id)

    def recipe() -> Mapping[str, object]:
        return recipe_context(request, item_id)

    def history() -> Mapping[str, object]:
        return {"history": record_history(ctx, formats, "item", item_id, CHANGED)}

    tabs = (
        Tab("overview", _("Overview"), "catalog/_overview.html"),
        *((Tab("recipe", _("Recipe"), "catalog/_recipe.html", more=recipe),) if item.combo_type else ()),
        *((Tab("stock", _("Stock"), "catalog/_stock.html", more=stock),) if item.is_tracked else ()),
        *((Tab("batches", TRACKED[tracking], "catalog/_batches.html", more=batches),) if tracking else ()),
        Tab("images", _("Images"), "catalog/_images.html", more=lambda: _pictures(ctx, item)),
        Tab("transactions", _("Transactions"), "catalog/_transactions.html", more=lambda: _documents(request, item_id)),
        Tab("history", _("Comments and history"), "catalog/_history.html", more=history),
    )
    detail = Detail(
        title=item.name,
        subtitle=" · ".join(text for text in (item.sku, item.texts["kana"]) if text),
        list_page="items",
        list_label=_("Items"),
        entity="item",
        entity_id=item_id,
        badges=(type_badge(item.item_type, item.combo_type), status_badge(active=item.is_active)),
        edit_url=page_url(ctx, "item_edit", item_id=item_id) if may_edit else "",
        primary=_primary(ctx, item),
        actions=tuple(_actions(ctx, item)),
        tabs=tabs,
        entities=("salesorder", "purchaseorder"),
        image_url=picture_url(ctx, item),
        # Stock stands beside the overview; comments and files beside the history, so that no page asks too much.
        notes=record_notes(request, "item", "item", item_id, "item_id", may_edit=may_edit) if on_history else None,
    )
    context = {
        "item": item,
        "sales": _sales(item, formats, currency),
        "purchase": _purchase(item, formats, currency),
        "accounts": _accounts(ctx, item),
        "facts": [*_facts(item, formats), *custom_facts(ctx, formats, item.custom)],
        "stock": _stock(item, formats) if parts else [],
    }
    return render_detail(request, detail, "catalog/item.html", context)


def _primary(ctx: Ctx, item: ItemView) -> Action | None:
    """Return the next step: an order for what runs low, else one for a customer, where such pages exist."""
    if item.combo_type == "assembly" and item.is_active and ctx.actor.may("assemblies.create"):
        url = find_page_url(ctx, "assembly_create")
        return Action(_("Assemble"), f"{url}?item_id={item.item_id}", icon="stack-2", method="get") if url else None
    level, figures = item.reorder_level_micro, item.stock.figures
    low = item.is_tracked and level is not None and figures.available_for_sale <= level
    page, module, label = (
        ("purchaseorder_create", "purchaseorders", _("New purchase order"))
        if low or item.item_type == "purchases"
        else ("salesorder_create", "salesorders", _("New sales order"))
    )
    url = find_page_url(ctx, page) if item.is_active and ctx.actor.may(f"{module}.create") else ""
    return Action(label, f"{url}?item_id={item.item_id}", icon="plus", method="get") if url else None


def _actions(ctx: Ctx, item: ItemView) -> Iterator[Action]:
    here = {"item_id": item.item_id}
    if ctx.actor.may("items.create"):
        page = "composite_create" if item.combo_type else "item_create"
        url = f"{page_url(ctx, page)}?clone={item.item_id}"
        yield Action(_("Clone"), url, icon="copy", method="get")
    yield from _stock_actions(ctx, item)
    if ctx.actor.may("items.edit"):
        if item.is_active:
            yield Action(_("Mark as inactive"), page_url(ctx, "item_deactivate", **here), icon="ban")
        else:
            yield Action(_("Mark as active"), page_url(ctx, "item_activate", **here), icon="check")
    if ctx.actor.may("items.delete"):
        yield Action(
            _("Delete"), page_url(ctx, "item_delete", **here), icon="trash", confirm=_("Delete this item?"), danger=True
        )


def _stock_actions(ctx: Ctx, item: ItemView) -> Iterator[Action]:
    """Yield what may be done with the item's stock, where such pages exist."""
    pages = (
        ("inventoryadjustment_create", "adjustments", _("Adjust stock"), "adjustments"),
        ("transferorder_create", "transfers", _("Transfer stock"), "transfer"),
    )
    for page, module, label, icon in pages if item.is_tracked and item.is_active else ():
        url = find_page_url(ctx, page) if ctx.actor.may(f"{module}.create") else ""
        if url:
            yield Action(label, f"{url}?item_id={item.item_id}", icon=icon, method="get")


def _sales(item: ItemView, formats: Formats, currency: str) -> Facts:
    if item.item_type == "purchases":
        return []
    return [
        (gettext("Selling price"), formats.rate(Rate(item.rate_micro), currency)),
        (gettext("Sales tax"), item.tax.name if item.tax else ""),
        (gettext("Tax exemption"), item.tax_exemption_code),
        (gettext("Sales description"), item.texts["description"]),
    ]


def _purchase(item: ItemView, formats: Formats, currency: str) -> Facts:
    if item.item_type == "sales":
        return []
    return [
        (gettext("Purchase price"), formats.rate(Rate(item.purchase_rate_micro), currency)),
        (gettext("Purchase tax"), item.purchase_tax.name if item.purchase_tax else ""),
        (gettext("Preferred vendor"), item.vendor_name),
        (gettext("Purchase description"), item.texts["purchase_description"]),
    ]


def _accounts(ctx: Ctx, item: ItemView) -> list[tuple[str, str, str]]:
    def line(label: str, account: AccountOfItem | None) -> tuple[str, str, str]:
        if account is None:
            return label, "", ""
        url = find_page_url(ctx, "account", account_id=account.account_id) if ctx.actor.may("accounts.view") else ""
        return label, f"{account.code} {account.name}".strip(), url

    return [
        line(gettext("Sales account"), item.account),
        line(gettext("Purchase account"), item.purchase_account),
        line(gettext("Inventory account"), item.inventory_account),
    ]


def _facts(item: ItemView, formats: Formats) -> Facts:
    texts, measures = item.texts, item.measures
    sides = [measures["length_micro"], measures["width_micro"], measures["height_micro"]]
    size = " × ".join(formats.quantity(Quantity(side)) for side in sides if side is not None)
    weight = measures["weight_micro"]
    group = item.group
    options = (texts["attribute_option_name1"], texts["attribute_option_name2"], texts["attribute_option_name3"])
    return [
        (gettext("Goods or service"), str(PRODUCTS[item.product_type])),
        (gettext("Unit"), item.unit),
        (gettext("Category"), texts["category"]),
        (gettext("Brand"), texts["brand"]),
        (gettext("Manufacturer"), texts["manufacturer"]),
        (gettext("Item group"), " · ".join([group.name, *(text for text in options if text)]) if group else ""),
        (gettext("EAN (JAN)"), texts["ean"]),
        (gettext("UPC"), texts["upc"]),
        (gettext("ISBN"), texts["isbn"]),
        (gettext("Part number"), texts["part_number"]),
        (gettext("Size"), f"{size} {texts['dimension_unit']}".strip() if size else ""),
        (
            gettext("Weight"),
            f"{formats.quantity(Quantity(weight))} {texts['weight_unit']}" if weight is not None else "",
        ),
        (gettext("Taxable"), formats.flag(item.is_taxable)),
    ]


def _pictures(ctx: Ctx, item: ItemView) -> dict[str, object]:
    may_edit = ctx.actor.may("items.edit")
    pictures = [
        {
            "url": page_url(ctx, "item_image", item_id=item.item_id, image_id=image.image_id),
            "name": image.name,
            "is_back": image.is_back,
            "remove_url": page_url(ctx, "item_image_remove", item_id=item.item_id, image_id=image.image_id)
            if may_edit
            else "",
            "back_url": page_url(ctx, "item_image_back", item_id=item.item_id, image_id=image.image_id)
            if may_edit and not image.is_back
            else "",
        }
        for image in item.images
    ]
    return {
        "pictures": pictures,
        "pictures_url": page_url(ctx, "item_images_add", item_id=item.item_id) if may_edit else "",
    }


def _stock(item: ItemView, formats: Formats) -> list[dict[str, object]]:
    """Return both countings of the stock, each with its locations."""
    return [
        {
            "title": title,
            "text": text,
            "figures": _figures(item.stock.figures, formats, physical=physical),
            "locations": [
                {"name": place.location_name, "figures": _figures(place.figures, formats, physical=physical)}
                for place in item.stock.locations
            ],
        }
        for title, text, physical in (
            (gettext("Accounting stock"), gettext("Moves with bills and invoices."), False),
            (gettext("Physical stock"), gettext("Moves with receives and shipments."), True),
        )
    ]


def _figures(figures: StockFigures, formats: Formats, *, physical: bool) -> Facts:
    hand, taken = (
        (figures.physical_on_hand, figures.physical_committed) if physical else (figures.on_hand, figures.committed)
    )
    return [
        (gettext("Stock on hand"), formats.quantity(Quantity(hand))),
        (gettext("Committed stock"), formats.quantity(Quantity(taken))),
        (gettext("Available for sale"), formats.quantity(Quantity(hand - taken))),
    ]


def _stock_facts(item: ItemView, formats: Formats, currency: str) -> dict[str, Facts]:
    figures, opening = item.stock.figures, item.opening_stock
    waiting = [
        (gettext("To be packed"), figures.to_be_packed),
        (gettext("To be shipped"), figures.to_be_shipped),
        (gettext("To be invoiced"), figures.to_be_invoiced),
        (gettext("Quantity to be received"), figures.to_be_received),
        (gettext("To be billed"), figures.to_be_billed),
    ]
    level = item.reorder_level_micro
    settings = [
        (gettext("Valuation"), str(VALUATIONS[item.texts["inventory_valuation_method"]])),
        (gettext("Batches and serial numbers"), str(TRACKED[item.texts["tracking"]])),
        (gettext("Reorder point"), formats.quantity(Quantity(level)) if level is not None else ""),
        (gettext("Selling more than there is"), str(NEGATIVE[item.texts["negative_stock"]])),
        (
            gettext("Opening stock"),
            formats.quantity(Quantity(sum(row.quantity_micro for row in opening))) if opening else "",
        ),
        (
            gettext("Opening stock rate per unit"),
            formats.rate(Rate(opening[-1].rate_micro), currency) if opening else "",
        ),
    ]
    return {"waiting": [(label, formats.quantity(Quantity(value))) for label, value in waiting], "settings": settings}


def _documents(request: PageRequest, item_id: int) -> dict[str, object]:
    """Return the item's documents by kind, the latest of each; kinds without any are left out."""
    groups = []
    for kind, label in DOCUMENTS.items():
        page = item_transactions(request.ctx, kind=kind, query=TransactionQuery(item_id, per_page=_PER_KIND))
        rows = [
            {
                "number": row.number,
                "url": find_page_url(request.ctx, row.page, **{row.page_key: row.record_id}) if row.page else "",
                "day": request.formats.date(row.day),
                "contact": row.contact_name or row.location_name,
                "status": gettext(row.status.replace("_", " ").capitalize()) if row.status else "",
                "quantity": f"{request.formats.quantity(Quantity(row.quantity))} {row.unit}".strip(),
                "total": request.formats.money(Money(row.total, row.currency_code)) if row.currency_code else "",
            }
            for row in page.rows
        ]
        if rows:
            groups.append({"label": label, "rows": rows, "has_more": page.has_more})
    return {"groups": groups}
