"""Rows of items inside the forms of adjustments and transfer orders."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from daicho.catalog.queries.item_card import item_card
from daicho.catalog.queries.item_choices import item_choices
from daicho.catalog.queries.stock_figures import stock_figures
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.measure import Quantity
from daicho.platform.web.fields import CreateInPlace, ExactNumberField, Option, RemoteChoiceField, as_id
from daicho.platform.web.forms import DaichoForm, choices_page, field_sentence
from daicho.platform.web.page import Page, PageRequest
from daicho.platform.web.render import render_page
from daicho.platform.web.rows import new_key, row_id, sent_ids, sent_keys

_ON_LINE = re.compile(r"line_items\[(\d+)\]\.(\w+)")
_PARTS = {
    "quantity_adjusted": "quantity",
    "quantity_transfer": "quantity",
    "item_total": "rate",
    "value_adjusted": "value",
}
_OFFERED = 20


def _item_field() -> RemoteChoiceField:
    return RemoteChoiceField(
        label=_("Item"),
        required=False,
        choices_page="stockitem_choices",
        resolve=lambda _ctx, _value: "",
        create=CreateInPlace("item_create", "items.create", _("New item"), {"item_type": "inventory"}),
    )


class ItemRow(DaichoForm):
    """A row; `key` is its name in the form: the line's id, or a made-up one. `on_hand` says what is there."""

    numbers: tuple[str, ...] = ("quantity",)
    kind = "transfer"

    def __init__(self, ctx: Ctx, key: str, names: Mapping[int, str], *args: Any, **kwargs: Any) -> None:
        self.key, self.on_hand = key, ""
        super().__init__(ctx, *args, prefix=f"line-{key}", **kwargs)
        fields: dict[str, Any] = dict(self.fields)
        fields["item_id"].resolve = lambda _ctx, value: names.get(value, "")
        fields["item_id"].bind(ctx)
        for field in fields.values():
            field.show_hidden_initial = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing that makes a line was entered."""
        names = ("item_id", *self.numbers)
        if not self.is_bound:
            return not any(self.initial.get(name) for name in names)
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in names)

    def given(self) -> dict[str, Any]:
        """Return what was entered in a row that is valid."""
        fields = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return fields | ({"line_id": line_id} if (line_id := row_id(self.key)) else {})


class TransferRow(ItemRow):
    """A line of a transfer order."""

    item_id = _item_field()
    quantity = ExactNumberField(label=_("Quantity"), required=False, places=6)
    description = forms.CharField(label=_("Description"), required=False, max_length=2000)


class QuantityRow(ItemRow):
    """A line of an adjustment of quantities."""

    numbers = ("quantity", "rate")
    kind = "quantity"
    item_id = _item_field()
    quantity = ExactNumberField(label=_("Quantity adjusted"), required=False, places=6)
    rate = ExactNumberField(label=_("Cost per unit"), required=False, places=6)
    description = forms.CharField(label=_("Description"), required=False, max_length=2000)


class ValueRow(ItemRow):
    """A line of an adjustment of values."""

    numbers = ("value",)
    kind = "value"
    item_id = _item_field()
    value = ExactNumberField(label=_("Value adjusted"), required=False, places=3)
    description = forms.CharField(label=_("Description"), required=False, max_length=2000)


ROWS: dict[str, type[ItemRow]] = {row.kind: row for row in (TransferRow, QuantityRow, ValueRow)}


class RowsForm(DaichoForm):
    """A form with rows of items in `rows`; errors that a command finds in a line are told there."""

    rows: Sequence[ItemRow] = ()
    row_kind = "transfer"
    own_names: Mapping[str, str] = {}

    @property
    def filled(self) -> list[ItemRow]:
        """The rows in which something was entered."""
        return [row for row in self.rows if not row.is_blank]

    def clean(self) -> dict[str, Any]:
        """Check the rows that hold anything."""
        wrong = [row for row in self.filled if not row.is_valid()]
        if wrong:
            self.add_error(None, forms.ValidationError(_("Check the marked lines."), code="lines"))
        return self.cleaned_data

    def take(self, error: InvalidInput) -> None:
        """Show a command's errors where they belong: at the fields of the head, or in the line."""
        filled, rest = self.filled, []
        for item in error.errors:
            place = _ON_LINE.fullmatch(item.field)
            if place and int(place[1]) < len(filled):
                row, part = filled[int(place[1])], _PARTS.get(place[2], place[2])
                row.add_error(part if part in row.fields else None, field_sentence(_renamed(item, part), row))
            else:
                rest.append(_renamed(item, self.own_names.get(item.field, item.field)))
        if len(rest) < len(error.errors):
            self.add_error(None, forms.ValidationError(_("Check the marked lines."), code="lines"))
        if rest:
            super().take(InvalidInput(rest))


def _renamed(error: FieldError, name: str) -> FieldError:
    parameters = error.parameters
    if parameters.get("field") == error.field:
        parameters = {**parameters, "field": name}
    return FieldError(name, error.message, parameters, error.code)


def item_rows(
    ctx: Ctx,
    kind: str,
    data: QueryDict | None,
    initial: Sequence[tuple[str, Mapping[str, Any]]] = (),
    names: Mapping[int, str] | None = None,
) -> list[ItemRow]:
    """Return the rows of a form: those that were sent, else those of `initial` (key, values) and an empty one."""
    form, known, texts = ROWS[kind], dict(initial), dict(names or {})
    if data is not None:
        wanted = sent_ids(data, "item_id") - texts.keys()
        texts |= {card.item_id: card.name for card in item_card(ctx, item_ids=wanted).values()}
        return [form(ctx, key, texts, data, initial=known.get(key, {})) for key in sent_keys(data)]
    rows = [form(ctx, key, texts, initial=dict(values)) for key, values in initial]
    return [*rows, form(ctx, new_key(), texts)]


def row_page(request: PageRequest, kind: str) -> HttpResponse:
    """Answer with an empty row, or (POST with `key`) with that row and what there is of its item."""
    ctx, key = request.ctx, request.POST.get("key", "")
    if request.method != "POST" or not (key.isalnum() and key.isascii() and len(key) <= 19):
        row = ROWS[kind](ctx, new_key(), {})
        return render_page(request, "stock/_row.html", {"row": row, "row_page": f"stock_{kind}_row"})
    data = request.POST.copy()
    data.setlist("line", [key])
    (sent,) = item_rows(ctx, kind, data)
    values = {name: data.get(sent.add_prefix(name), "") for name in sent.fields}
    item_id = as_id(values["item_id"])
    cards = item_card(ctx, item_ids=[item_id] if item_id else [])
    row = ROWS[kind](
        ctx, key, {card.item_id: card.name for card in cards.values()}, initial={**values, "item_id": item_id}
    )
    if item_id in cards:
        place = as_id(data.get("location_id", "") or data.get("from_location_id", ""))
        row.on_hand = on_hand_text(request, item_id, place)
    return render_page(request, "stock/_row.html", {"row": row, "row_page": f"stock_{kind}_row", "is_filled": True})


def on_hand_text(request: PageRequest, item_id: int, location_id: int | None) -> str:
    """Return what there is of an item at a location, as a short sentence."""
    stock = stock_figures(request.ctx, item_ids=[item_id])[item_id]
    here = next((row.figures.on_hand for row in stock.locations if row.location_id == location_id), 0)
    quantity = here if location_id else stock.figures.on_hand
    return translated("On hand: %(quantity)s") % {"quantity": request.formats.quantity(Quantity(quantity))}


def _choices(ctx: Ctx, text: str, query: Mapping[str, str]) -> list[Option]:
    del query
    found = [card for card in item_choices(ctx, text=text, limit=5 * _OFFERED) if card.is_tracked]
    return [Option(card.item_id, card.name, card.sku) for card in found[:_OFFERED]]


def shown_number(micro: int | None) -> Decimal | None:
    """Return a number of 10^-6 as a field shows it."""
    return None if micro is None else Quantity(micro).value


PAGES: list[Page] = [
    choices_page("stock/items/choices/", "stockitem_choices", "items.view", _choices),
    *(
        Page(
            f"stock/rows/{kind}/",
            f"stock_{kind}_row",
            "items.view",
            lambda request, kind=kind: row_page(request, kind),
            followed=False,
        )
        for kind in ROWS
    ),
]
