"""Rows of items inside the forms of adjustments and transfer orders."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.catalog.queries.item_choices import item_choices
from daicho.catalog.web.rows import ItemRow, RowsForm, answer_row, form_rows, on_hand_text, shown_number
from daicho.kernel.context import Ctx
from daicho.platform.web.fields import CreateInPlace, ExactNumberField, Option, RemoteChoiceField
from daicho.platform.web.forms import choices_page
from daicho.platform.web.page import Page

PART_NAMES = {
    "quantity_adjusted": "quantity",
    "quantity_transfer": "quantity",
    "item_total": "rate",
    "value_adjusted": "value",
}
"""What the wire calls the fields of a row."""
_OFFERED = 20
__all__ = ["PART_NAMES", "ROWS", "RowsForm", "item_rows", "shown_number"]


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


def item_rows(
    ctx: Ctx,
    kind: str,
    data: QueryDict | None,
    initial: Sequence[tuple[str, Mapping[str, Any]]] = (),
    names: Mapping[int, str] | None = None,
) -> list[ItemRow]:
    """Return the rows of a form of `kind`, as `form_rows` does."""
    return form_rows(ctx, ROWS[kind], data, initial, names)


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
            lambda request, kind=kind: answer_row(request, ROWS[kind], f"stock_{kind}_row", on_hand_text),
            followed=False,
        )
        for kind in ROWS
    ),
]
