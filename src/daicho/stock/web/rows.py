"""Rows of items inside the forms of adjustments and transfer orders."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.catalog.queries.item_card import ItemCard
from daicho.catalog.queries.item_choices import item_choices
from daicho.catalog.web.rows import BatchesOf, ItemRow, RowsForm, answer_row, form_rows, on_hand_text, shown_number
from daicho.kernel.context import Ctx
from daicho.platform.web.fields import CreateInPlace, ExactNumberField, Option, RemoteChoiceField, as_id
from daicho.platform.web.forms import choices_page
from daicho.platform.web.page import Page, PageRequest
from daicho.platform.web.rows import row_id
from daicho.stock.queries.batches_of_lines import BatchOfLine
from daicho.stock.web.batch_fields import BatchEntry, batch_fields, given_batches, read_quantity

PART_NAMES = {
    "quantity_adjusted": "quantity",
    "quantity_transfer": "quantity",
    "item_total": "rate",
    "value_adjusted": "value",
}
"""What the wire calls the fields of a row."""
_OFFERED = 20
__all__ = ["PART_NAMES", "ROWS", "WAYS", "RowsForm", "item_rows", "shown_number", "tell_batches", "with_batches"]


def _item_field() -> RemoteChoiceField:
    return RemoteChoiceField(
        label=_("Item"),
        required=False,
        choices_page="stockitem_choices",
        resolve=lambda _ctx, _value: "",
        create=CreateInPlace("item_create", "items.create", _("New item"), {"item_type": "inventory"}),
    )


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


WAYS = {"transfer": ("out", "from_location_id"), "quantity": ("signed",), "value": ("value",)}
"""Kind of row → which way its goods go, and the field that says where they are."""


def item_rows(
    ctx: Ctx,
    kind: str,
    data: QueryDict | None,
    initial: Sequence[tuple[str, Mapping[str, Any]]] = (),
    names: Mapping[int, str] | None = None,
) -> list[ItemRow]:
    """Return the rows of a form of `kind`, as `form_rows` does."""
    return form_rows(ctx, ROWS[kind], data, initial, names)


def tell_batches(
    form: RowsForm,
    request: PageRequest,
    *,
    way: str,
    place: str = "location_id",
    named: Mapping[int, Sequence[BatchOfLine]],
    at: Mapping[int, int] | None = None,
    cards: Mapping[int, ItemCard] | None = None,
) -> None:
    """Put the entry of batches under the rows whose items are kept so.

    `place` names the field of the form that says where the goods are; lines in `at` have another location of their own.
    `named`: line → what it names as it is saved.
    """
    here = as_id(form[place].value() or "")
    entries = [
        replace(entry, location_id=(at or {}).get(line_id, here), named=named.get(line_id, ()))
        for row in form.rows
        if (entry := _entry(row, way, place)) and (line_id := row_id(row.key) or -1)
    ]
    found = batch_fields(request.ctx, request.formats, entries, _sent(form), cards=cards)
    for row in form.rows:
        row.batches = found.get(str(row.prefix))


def batches_of_row(way: str, place: str = "location_id") -> BatchesOf:
    """Return what puts the entry of batches under a row whose item was chosen just now."""

    def tell(request: PageRequest, row: ItemRow) -> None:
        if entry := _entry(row, way, place):
            here = as_id(request.POST.get(place, ""))
            entries = [replace(entry, location_id=here)]
            row.batches = batch_fields(request.ctx, request.formats, entries).get(entry.prefix)

    return tell


def with_batches(form: RowsForm, row: ItemRow, given: dict[str, Any]) -> dict[str, Any]:
    """Return a line with the batches that were entered under it."""
    sent = _sent(form)
    batches = given_batches(sent, str(row.prefix), given.get("quantity")) if sent is not None else None
    return given if batches is None else {**given, "batches": batches}


def _sent(form: RowsForm) -> QueryDict | None:
    return form.data if form.is_bound else None  # type: ignore[return-value] # a QueryDict


def _entry(row: ItemRow, way: str, place: str) -> BatchEntry | None:
    item_id = as_id(row["item_id"].value() or "")
    quantity = read_quantity(row["quantity"].value()) if "quantity" in row.fields else None
    return BatchEntry(str(row.prefix), item_id, way, None, quantity, place) if item_id else None


def _choices(ctx: Ctx, text: str, query: Mapping[str, str]) -> list[Option]:
    del query
    found = [card for card in item_choices(ctx, text=text, limit=5 * _OFFERED) if card.is_tracked]
    return [Option(card.item_id, card.name, card.sku) for card in found[:_OFFERED]]


PAGES: list[Page] = [
    choices_page("stock/items/choices/", "stockitem_choices", "items.view", _choices),
    *(
        Page(
            f"stock/rows/{kind}/",
            f"stock_{kind}_row",
            "items.view",
            lambda request, kind=kind: answer_row(
                request, ROWS[kind], f"stock_{kind}_row", on_hand_text, batches_of_row(*WAYS[kind])
            ),
            followed=False,
        )
        for kind in ROWS
    ),
]
