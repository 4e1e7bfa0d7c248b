"""Receiving goods of a purchase order, and changing a receive."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.documents.core.portion import PortionFields
from daicho.documents.queries.document_view import document_view
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.measure import Quantity
from daicho.platform.custom_fields import CustomValue, record_fields
from daicho.platform.web.custom_fields import add_custom_fields, empty_fields, given_custom_values
from daicho.platform.web.fields import DateField, ExactNumberField, SearchChoiceField
from daicho.platform.web.format import Formats
from daicho.platform.web.forms import DaichoForm, Editing, Section, handle_form
from daicho.platform.web.page import PageRequest, page_url
from daicho.purchases.commands.create_purchase_receive import create_purchase_receive
from daicho.purchases.commands.update_purchase_receive import update_purchase_receive
from daicho.purchases.core.receive import ENTITY, ReceiveFields, State
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.purchases.queries._receive_views import ReceiveView
from daicho.purchases.queries.open_order_lines import OpenLine, open_order_lines
from daicho.purchases.queries.receive_detail import receive_detail
from daicho.stock.queries.locations import locations

_COLUMNS = ("number", "date", "location_id", "notes")
_THEN = {"transit": State.IN_TRANSIT, "draft": State.DRAFT}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the order in the form: what was ordered and what arrived, and the field for what comes now."""

    line: OpenLine
    field: BoundField
    ordered: str
    received: str


class ReceiveForm(DaichoForm):
    """A receive: its head, and a quantity for every line of the order that is goods."""

    date = DateField(label=_("Date"))
    number = forms.CharField(
        label=_("Number"), required=False, max_length=100, help_text=_("Empty: the next one of the series.")
    )
    location_id = SearchChoiceField(label=_("Location"), coerce=int, required=False)
    notes = forms.CharField(
        label=_("Notes"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        ctx: Ctx,
        data: QueryDict | None,
        lines: Sequence[OpenLine],
        custom: Sequence[CustomValue],
        view: ReceiveView | None,
        initial: dict[str, object],
    ) -> None:
        self.view, self.lines = view, [line for line in lines if line.progress.is_goods]
        super().__init__(ctx, data, initial=initial)
        offered: dict[str, Any] = dict(self.fields)
        kept = view.location_id if view else None
        places = [place for place in locations(ctx) if place.is_active or place.location_id == kept]
        offered["location_id"].choices = [("", ""), *((str(place.location_id), place.name) for place in places)]
        self.custom_names = add_custom_fields(self, custom)
        own = {line.order_line_id: line.quantity for line in view.lines} if view else {}
        for line in self.lines:
            key = line.progress.line_id
            field = ExactNumberField(label=line.name or _("Quantity"), required=False, places=6)
            rest = own.get(key, 0) if view else line.progress.to_be_announced
            field.initial = Quantity(rest).value if rest else None
            field.widget.attrs["class"] = "form-control number"
            self.fields[f"quantity_{key}"] = field

    def laid_out(self) -> Iterator[tuple[Section, list[list[BoundField]]]]:
        """Lay the head out; the quantities are drawn in the table below it."""
        rows = [["date", "number"], ["location_id"], ["notes"], *([name] for name in self.custom_names)]
        yield Section("", ()), [[self[name] for name in row] for row in rows]

    def rows(self, formats: Formats) -> list[Row]:
        """Return the lines of the order with their fields."""
        return [
            Row(
                line,
                self[f"quantity_{line.progress.line_id}"],
                f"{formats.quantity(Quantity(line.progress.expected))} {line.unit}".strip(),
                formats.quantity(Quantity(line.progress.received)),
            )
            for line in self.lines
        ]

    def take(self, error: InvalidInput) -> None:
        """Show what a command found wrong in a line at that line's quantity."""
        keys = [str(line["line_id"]) for line in self.given_lines()]
        renamed = {f"line_items[{place}].quantity": f"quantity_{key}" for place, key in enumerate(keys)}
        renamed["receive_number"] = "number"
        super().take(
            InvalidInput(
                [
                    FieldError(renamed[item.field], item.message, {"field": renamed[item.field]}, item.code)
                    if item.field in renamed and "field" in item.parameters
                    else FieldError(renamed.get(item.field, item.field), item.message, item.parameters, item.code)
                    for item in error.errors
                ]
            )
        )

    def given_lines(self) -> list[PortionFields]:
        """Return the lines with a quantity."""
        quantities: list[tuple[int, Decimal | None]] = [
            (line.progress.line_id, self.cleaned_data.get(f"quantity_{line.progress.line_id}")) for line in self.lines
        ]
        return [PortionFields(line_id=key, quantity=quantity) for key, quantity in quantities if quantity]

    def given(self) -> ReceiveFields:
        """Return what was entered."""
        fields: dict[str, Any] = {name: self.cleaned_data[name] for name in _COLUMNS if name in self.cleaned_data}
        fields["location_id"] = fields.get("location_id") or None
        fields["lines"] = self.given_lines()
        if self.custom_names:
            fields["custom_fields"] = given_custom_values(self, self.custom_names, list(self.fields))
        return fields  # type: ignore[return-value]


def receive_create_page(request: PageRequest, purchaseorder_id: int) -> HttpResponse:
    """Receive goods of an order: everything that is still to come stands in the form already."""
    ctx = request.ctx
    order = document_view(ctx, kind=PURCHASE_ORDER, document_id=purchaseorder_id, with_files=False, with_custom=False)
    initial: dict[str, object] = {"date": ctx.today, "location_id": order.location_id}
    data = request.POST if request.method == "POST" else None
    lines = open_order_lines(ctx, order_id=purchaseorder_id)
    form = ReceiveForm(ctx, data, lines, empty_fields(ctx, ENTITY), None, initial)

    def save() -> int:
        state = _THEN.get(request.POST.get("then", ""), State.RECEIVED)
        return create_purchase_receive(ctx, order_id=purchaseorder_id, fields={**form.given(), "state": state})

    editing = Editing(
        title=_("Receive goods of %(number)s") % {"number": order.number},
        save=save,
        url=lambda receive_id: page_url(ctx, "purchasereceive", receive_id=receive_id),
        message=_("The purchase receive has been created."),
        cancel_url=page_url(ctx, "purchaseorder", purchaseorder_id=purchaseorder_id),
        submit=_("Save as received"),
        buttons=(("transit", _("Save as in transit")), ("draft", _("Save as draft"))),
        template="purchases/receive_form.html",
        more="purchases/_receive_lines.html",
        context={"rows": form.rows(request.formats)},
    )
    return handle_form(request, form, editing)


def receive_edit_page(request: PageRequest, receive_id: int) -> HttpResponse:
    """Change a receive."""
    ctx = request.ctx
    view = receive_detail(ctx, receive_id=receive_id)
    initial: dict[str, object] = {
        "date": view.day,
        **{name: getattr(view, name) for name in _COLUMNS if name != "date"},
    }
    data = request.POST if request.method == "POST" else None
    lines = open_order_lines(ctx, order_id=view.order_id)
    custom = record_fields(ctx, entity=ENTITY, entity_id=receive_id)
    form = ReceiveForm(ctx, data, lines, custom, view, initial)
    here = page_url(ctx, "purchasereceive", receive_id=receive_id)
    editing = Editing(
        title=view.number,
        save=lambda: update_purchase_receive(ctx, receive_id=receive_id, fields=form.given()),
        url=lambda _nothing: here,
        message=_("The purchase receive has been updated."),
        cancel_url=here,
        entity=ENTITY,
        entity_id=receive_id,
        template="purchases/receive_form.html",
        more="purchases/_receive_lines.html",
        context={"rows": form.rows(request.formats)},
    )
    return handle_form(request, form, editing)
