"""Rows of items inside a form: what goes into a composite item, what an adjustment or a transfer order is about."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.catalog.queries.item_card import ItemCard, item_card
from daicho.catalog.queries.stock_figures import stock_figures
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.measure import Quantity
from daicho.kernel.text import noop
from daicho.platform.web.fields import as_id
from daicho.platform.web.forms import DaichoForm, field_sentence
from daicho.platform.web.page import PageRequest
from daicho.platform.web.render import render_page
from daicho.platform.web.rows import new_key, row_id, sent_ids, sent_keys

_ON_LINE = re.compile(r"\w+\[(\d+)\]\.(\w+)(\[\d+\](\.\w+)?)?")
RowsPage = Callable[[PageRequest, ItemCard, int | None], str]
"""Says what is told below a row's item: (request, its card, the location of the form)."""
_TOLD = {"batches": noop("Batches"), "serial_numbers": noop("Serial numbers")}
"""What a person reads for parts of a line that are no fields of its form."""
BatchesOf = Callable[[PageRequest, "ItemRow"], None]
"""Puts the entry of batches under a row."""


class ItemRow(DaichoForm):
    """A row; `key` is its name in the form: the line's id, or a made-up one.

    `on_hand` says what is there, `is_short` that it is not enough; `batches` is the entry of batches or serial numbers
    where the item is kept so (stock/web/batch_fields.py).
    """

    numbers: tuple[str, ...] = ("quantity",)
    kind = "transfer"

    def __init__(self, ctx: Ctx, key: str, names: Mapping[int, str], *args: Any, **kwargs: Any) -> None:
        self.key, self.on_hand, self.is_short = key, "", False
        self.batches: Any = None
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


class RowsForm(DaichoForm):
    """A form with rows of items in `rows`; errors that a command finds in a line are told there.

    `own_names` and `part_names`: fields of the wire that the head and the rows call otherwise.
    """

    rows: Sequence[ItemRow] = ()
    row_kind = "transfer"
    rows_title: Any = _("Lines")
    own_names: Mapping[str, str] = {}
    part_names: Mapping[str, str] = {}

    @property
    def filled(self) -> list[ItemRow]:
        """The rows in which something was entered."""
        return [row for row in self.rows if not row.is_blank]

    def clean(self) -> dict[str, Any]:
        """Check the rows that hold anything."""
        wrong = [row for row in self.filled if not row.is_valid()]
        if wrong:
            self.add_error(None, forms.ValidationError(_("Check the marked lines."), code="lines"))
        return super().clean() or self.cleaned_data

    def take(self, error: InvalidInput) -> None:
        """Show a command's errors where they belong: at the fields of the head, or in the line."""
        filled, rest = self.filled, []
        for item in error.errors:
            place = _ON_LINE.fullmatch(item.field)
            if place and int(place[1]) < len(filled):
                row, part = filled[int(place[1])], self.part_names.get(place[2], place[2])
                row.add_error(part if part in row.fields else None, field_sentence(_renamed(item, part), row))
            else:
                rest.append(_renamed(item, self.own_names.get(item.field.partition("[")[0], item.field)))
        if len(rest) < len(error.errors):
            self.add_error(None, forms.ValidationError(_("Check the marked lines."), code="lines"))
        if rest:
            super().take(InvalidInput(rest))


def _renamed(error: FieldError, name: str) -> FieldError:
    parameters = error.parameters
    if parameters.get("field") == error.field:
        parameters = {**parameters, "field": gettext(_TOLD[name]) if name in _TOLD else name}
    return FieldError(name, error.message, parameters, error.code)


def form_rows(
    ctx: Ctx,
    form: type[ItemRow],
    data: QueryDict | None,
    initial: Sequence[tuple[str, Mapping[str, Any]]] = (),
    names: Mapping[int, str] | None = None,
) -> list[ItemRow]:
    """Return the rows of a form: those that were sent, else those of `initial` (key, values) and an empty one."""
    known, texts = dict(initial), dict(names or {})
    if data is not None:
        wanted = sent_ids(data, "item_id") - texts.keys()
        texts |= {card.item_id: card.name for card in item_card(ctx, item_ids=wanted).values()}
        return [form(ctx, key, texts, data, initial=known.get(key, {})) for key in sent_keys(data)]
    rows = [form(ctx, key, texts, initial=dict(values)) for key, values in initial]
    return [*rows, form(ctx, new_key(), texts)]


def answer_row(
    request: PageRequest, form: type[ItemRow], row_page: str, told: RowsPage, batches: BatchesOf | None = None
) -> HttpResponse:
    """Answer with an empty row, or (POST with `key`) with that row and what is `told` of its item.

    `row_page` names the page that answers.
    """
    ctx, key = request.ctx, request.POST.get("key", "")
    if request.method != "POST" or not (key.isalnum() and key.isascii() and len(key) <= 19):
        row = form(ctx, new_key(), {})
        return render_page(request, "catalog/_item_row.html", {"row": row, "row_page": row_page})
    data = request.POST.copy()
    data.setlist("line", [key])
    (sent,) = form_rows(ctx, form, data)
    values = {name: data.get(sent.add_prefix(name), "") for name in sent.fields}
    item_id = as_id(values["item_id"])
    cards = item_card(ctx, item_ids=[item_id] if item_id else [])
    row = form(ctx, key, {card.item_id: card.name for card in cards.values()}, initial={**values, "item_id": item_id})
    if item_id in cards:
        place = as_id(data.get("location_id", "") or data.get("from_location_id", ""))
        row.on_hand = told(request, cards[item_id], place)
        if batches:
            batches(request, row)
    return render_page(request, "catalog/_item_row.html", {"row": row, "row_page": row_page, "is_filled": True})


def on_hand_text(request: PageRequest, card: ItemCard, location_id: int | None) -> str:
    """Return what there is of an item at a location, as a short sentence; nothing of what is not kept in stock."""
    if not card.is_tracked:
        return ""
    item_id = card.item_id
    stock = stock_figures(request.ctx, item_ids=[item_id])[item_id]
    here = next((row.figures.on_hand for row in stock.locations if row.location_id == location_id), 0)
    quantity = here if location_id else stock.figures.on_hand
    return gettext("On hand: %(quantity)s") % {"quantity": request.formats.quantity(Quantity(quantity))}


def shown_number(micro: int | None) -> Decimal | None:
    """Return a number of 10^-6 as a field shows it."""
    return None if micro is None else Quantity(micro).value
