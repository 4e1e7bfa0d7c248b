"""Composite items on screen: their list, their form, what they are made of."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.catalog.commands.create_item import create_item
from daicho.catalog.commands.update_item import update_item
from daicho.catalog.core.item import ITEM_TYPE_OF, ComponentFields, ItemFields
from daicho.catalog.queries._item_views import ItemView
from daicho.catalog.queries.composite_detail import composite_detail
from daicho.catalog.queries.item_choices import item_choices
from daicho.catalog.queries.list_items import list_items
from daicho.catalog.web.editing import item_words, keep_image
from daicho.catalog.web.forms import ItemForm
from daicho.catalog.web.lists import ITEMS, LIST_PARTS, ItemLine, lines_of
from daicho.catalog.web.rows import ItemRow, RowsForm, answer_row, form_rows, on_hand_text, shown_number
from daicho.catalog.web.words import COMPOSITES
from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity
from daicho.platform.listing import Criteria, Rows
from daicho.platform.web.fields import CreateInPlace, ExactNumberField, Option, RemoteChoiceField, as_id
from daicho.platform.web.forms import Editing, Section, choices_page, handle_form
from daicho.platform.web.list_view import list_pages
from daicho.platform.web.lists import BuiltInView, Empty, ListPage
from daicho.platform.web.page import Page, PageRequest, page_url

_ROW_PAGE = "component_row"
_OFFERED = 20
_NOT_OF_COMPOSITES = ("product_type", "can_be_sold", "can_be_purchased", "track_inventory")
_NOT_OF_KITS = (
    "purchase_rate", "purchase_account_id", "purchase_tax_id", "vendor_id", "purchase_description",
    "inventory_account_id", "inventory_valuation_method", "initial_stock", "initial_stock_rate", "reorder_level",
    "negative_stock", "tracking",
)  # fmt: skip


def _composite_lines(ctx: Ctx, *, criteria: Criteria) -> Rows[ItemLine]:
    return lines_of(ctx, list_items(ctx, criteria=criteria, parts=LIST_PARTS, only_composites=True))


COMPOSITE_ITEMS: ListPage[ItemLine] = replace(
    ITEMS,
    name="compositeitems",
    title=_("Composite items"),
    rows=_composite_lines,
    empty=Empty(
        _("No composite items yet"),
        _("What is made of other items: assembled and kept in stock, or put together when it is sold."),
        icon="stack-2",
    ),
    views=(
        BuiltInView("assemblies", _("Assembled items"), filter_by="ComboType.Assembly"),
        BuiltInView("kits", _("Kits"), filter_by="ComboType.Kit"),
        BuiltInView("low", _("Low stock"), filter_by="Status.Lowstock"),
        BuiltInView("inactive", _("Inactive"), filter_by="Status.Inactive"),
    ),
    create="composite_create",
    create_label=_("New composite item"),
    imports="",
    imports_permission="",
    icon="stack-2",
)


class ComponentRow(ItemRow):
    """A component, and how much of it goes into one."""

    kind = "component"
    item_id = RemoteChoiceField(
        label=_("Component"),
        required=False,
        choices_page="component_choices",
        resolve=lambda _ctx, _value: "",
        create=CreateInPlace("item_create", "items.create", _("New item")),
    )
    quantity = ExactNumberField(label=_("Quantity for one"), required=False, places=6)


class CompositeForm(RowsForm, ItemForm):
    """A composite item with its components."""

    row_kind = "component"
    rows_title = _("Components")

    def __init__(
        self,
        ctx: Ctx,
        data: QueryDict | None,
        files: Any,
        combo_type: str,
        *,
        item: ItemView | None = None,
        model: ItemView | None = None,
    ) -> None:
        self.combo_type = combo_type
        super().__init__(ctx, data, files, item=item, model=model)
        for name in (*_NOT_OF_COMPOSITES, *(_NOT_OF_KITS if combo_type == "kit" else ())):
            del self.fields[name]
        source = item or model
        parts = source.recipe if source else ()
        rows = [
            (
                str(part.line_id) if item else f"n{place}",
                {"item_id": part.card.item_id, "quantity": shown_number(part.quantity_micro)},
            )
            for place, part in enumerate(parts)
        ]
        self.rows = form_rows(ctx, ComponentRow, data, rows, {part.card.item_id: part.card.name for part in parts})

    @property
    def sections(self) -> tuple[Section, ...]:  # type: ignore[override]
        """The sections of an item, as far as they have fields."""
        return tuple(section for section in super().sections if self._has_fields(section))

    def _has_fields(self, section: Section) -> bool:
        names = {name for row in section.rows for name in ((row,) if isinstance(row, str) else row)}
        return bool(names & self.fields.keys())

    def given(self) -> ItemFields:
        """Return what was entered, with all components."""
        fields: dict[str, Any] = dict(super().given())
        if self.item is None:
            fields |= {"combo_type": self.combo_type, "item_type": ITEM_TYPE_OF[self.combo_type]}
        fields["components"] = [_component(row.given()) for row in self.filled]
        return ItemFields(**fields)  # type: ignore[typeddict-item, no-any-return]


def _component(given: Mapping[str, Any]) -> ComponentFields:
    quantity = given.get("quantity")
    return ComponentFields(
        item_id=given.get("item_id") or 0, quantity_micro=Quantity.of(quantity).micro if quantity is not None else 0
    )


def composite_create_page(request: PageRequest) -> HttpResponse:
    """Make a composite item: an assembly, or (?combo_type=kit) a kit; `?clone=` begins with the values of another."""
    ctx = request.ctx
    clone_id = as_id(request.GET.get("clone", ""))
    model = composite_detail(ctx, item_id=clone_id) if clone_id else None
    wanted = model.combo_type if model else request.GET.get("combo_type", "")
    combo_type = wanted if wanted in COMPOSITES else "assembly"
    form = CompositeForm(ctx, _sent(request), request.FILES or None, combo_type, model=model)

    def save() -> int:
        item_id = create_item(ctx, fields=form.given())
        keep_image(ctx, item_id, form)
        return item_id

    kinds = [
        {"label": label, "url": f"?combo_type={name}", "current": name == combo_type}
        for name, label in COMPOSITES.items()
    ]
    editing = Editing(
        title=_("New composite item"),
        save=save,
        url=lambda item_id: page_url(ctx, "item", item_id=item_id),
        message=_("The composite item has been created."),
        cancel_url=page_url(ctx, "compositeitems"),
        template="catalog/rows_form.html",
        more="catalog/_composite_rows.html",
        context={**_context(ctx), "kinds": kinds, "kinds_label": _("Kind of composite item")},
    )
    return handle_form(request, form, editing)


def composite_edit_page(request: PageRequest, item: ItemView) -> HttpResponse:
    """Change a composite item (read with opening stock and recipe) and its recipe."""
    ctx, item_id = request.ctx, item.item_id
    form = CompositeForm(ctx, _sent(request), request.FILES or None, item.combo_type, item=item)
    here = page_url(ctx, "item", item_id=item_id)

    def save() -> None:
        update_item(ctx, item_id=item_id, fields=form.given())
        keep_image(ctx, item_id, form)

    editing = Editing(
        title=item.name,
        save=save,
        url=lambda _nothing: here,
        message=_("The composite item has been updated."),
        cancel_url=here,
        entity="item",
        entity_id=item_id,
        template="catalog/rows_form.html",
        more="catalog/_composite_rows.html",
        context=_context(ctx),
    )
    return handle_form(request, form, editing)


def _sent(request: PageRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _context(ctx: Ctx) -> dict[str, object]:
    return {**item_words(ctx), "row_page": _ROW_PAGE, "row_numbers": ComponentRow.numbers}


def _choices(ctx: Ctx, text: str, query: Mapping[str, str]) -> list[Option]:
    """Return what may go into a composite item: anything but a kit."""
    del query
    found = [card for card in item_choices(ctx, text=text, limit=2 * _OFFERED) if card.combo_type != "kit"]
    return [Option(card.item_id, card.name, card.sku) for card in found[:_OFFERED]]


def _row(request: PageRequest) -> HttpResponse:
    return answer_row(request, ComponentRow, _ROW_PAGE, on_hand_text)


PAGES: list[Page] = [
    *list_pages(COMPOSITE_ITEMS, "compositeitems/"),
    Page("compositeitems/new/", "composite_create", "items.create", composite_create_page, "items.create"),
    choices_page("compositeitems/components/choices/", "component_choices", "items.view", _choices),
    Page("compositeitems/components/row/", _ROW_PAGE, "items.view", _row, followed=False),
]
