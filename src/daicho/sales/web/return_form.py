"""Making and changing a sales return."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.documents.core.kind import Kind
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
from daicho.sales.commands.create_sales_return import create_sales_return
from daicho.sales.commands.update_sales_return import update_sales_return
from daicho.sales.core.sales_return import ENTITY, ReturnFields, ReturnLineFields, State
from daicho.sales.kinds import INVOICE, SALES_ORDER
from daicho.sales.queries.returnable_lines import ReturnableLine, returnable_lines
from daicho.sales.queries.sales_return_detail import ALL_PARTS, ReturnDetail, ReturnLineView, sales_return_detail
from daicho.stock.queries.locations import locations

_COLUMNS = ("number", "date", "location_id", "reason")
_WIRE = {"quantity": "quantity", "credit_only": "non_receive_quantity"}
FORM = "sales/return_form.html"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the form: what was shipped and what of it may still come back, and the fields for both quantities."""

    line: ReturnableLine
    quantity: BoundField
    credit_only: BoundField
    shipped: str
    left: str


def offer_locations(form: DaichoForm, ctx: Ctx, kept: int | None) -> None:
    """Let the field `location_id` offer the active locations, and the one that was `kept`."""
    offered: dict[str, Any] = dict(form.fields)
    places = [place for place in locations(ctx) if place.is_active or place.location_id == kept]
    offered["location_id"].choices = [("", ""), *((str(place.location_id), place.name) for place in places)]


def quantity_field(label: str, value: int) -> ExactNumberField:
    """Return the field of a quantity in the table of lines; `value` in 10^-6, empty for none."""
    field = ExactNumberField(label=label, required=False, places=6)
    field.initial = Quantity(value).value if value else None
    field.widget.attrs["class"] = "form-control number"
    return field


def at_lines(error: InvalidInput, renamed: dict[str, str]) -> InvalidInput:
    """Return the errors, those of lines at the fields of the table instead of the wire's names."""
    return InvalidInput(
        [
            FieldError(
                renamed.get(item.field, item.field),
                item.message,
                {**item.parameters, "field": _("Quantity")}
                if item.field in renamed and "field" in item.parameters
                else item.parameters,
                item.code,
            )
            for item in error.errors
        ]
    )


class ReturnForm(DaichoForm):
    """A return: its head, and for every line that was shipped what comes back and what is only credited."""

    date = DateField(label=_("Date"))
    number = forms.CharField(
        label=_("Number"), required=False, max_length=100, help_text=_("Empty: the next one of the series.")
    )
    location_id = SearchChoiceField(label=_("Location"), coerce=int, required=False)
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        ctx: Ctx,
        data: QueryDict | None,
        lines: Sequence[ReturnableLine],
        custom: Sequence[CustomValue],
        detail: ReturnDetail | None,
        initial: dict[str, object],
    ) -> None:
        own = {line.source_line_id: line for line in detail.lines} if detail else {}
        self.lines = [line for line in lines if line.left or line.source_line_id in own]
        super().__init__(ctx, data, initial=initial)
        offer_locations(self, ctx, detail.view.location_id if detail else None)
        self.custom_names = add_custom_fields(self, custom)
        for line in self.lines:
            key, kept = line.source_line_id, own.get(line.source_line_id)
            self.fields[f"quantity_{key}"] = quantity_field(
                f"{line.name} {_('To receive')}", self._begun(line, kept, is_new=detail is None)
            )
            self.fields[f"credit_only_{key}"] = quantity_field(
                f"{line.name} {_('Credit only')}", kept.progress.credit_only if kept else 0
            )

    @staticmethod
    def _begun(line: ReturnableLine, kept: ReturnLineView | None, *, is_new: bool) -> int:
        if is_new:
            return line.left
        return kept.progress.quantity if kept else 0

    def laid_out(self) -> Iterator[tuple[Section, list[list[BoundField]]]]:
        """Lay the head out; the quantities are drawn in the table below it."""
        rows = [["date", "number"], ["location_id"], ["reason"], *([name] for name in self.custom_names)]
        yield Section("", ()), [[self[name] for name in row] for row in rows]

    def rows(self, formats: Formats) -> list[Row]:
        """Return the lines with their fields."""
        return [
            Row(
                line,
                self[f"quantity_{line.source_line_id}"],
                self[f"credit_only_{line.source_line_id}"],
                f"{formats.quantity(Quantity(line.shipped))} {line.unit}".strip(),
                formats.quantity(Quantity(line.left)),
            )
            for line in self.lines
        ]

    def take(self, error: InvalidInput) -> None:
        """Show what a command found wrong in a line at that line's quantities."""
        renamed = {
            f"line_items[{place}].{wire}": f"{name}_{line['source_line_id']}"
            for place, line in enumerate(self.given_lines())
            for name, wire in _WIRE.items()
        }
        super().take(at_lines(error, {**renamed, "salesreturn_number": "number"}))

    def given_lines(self) -> list[ReturnLineFields]:
        """Return the lines of which anything comes back or is credited."""
        found: list[ReturnLineFields] = []
        for line in self.lines:
            values = {name: self.cleaned_data.get(f"{name}_{line.source_line_id}") for name in _WIRE}
            given: Any = {name: value for name, value in values.items() if value}
            if given:
                given["source_line_id"] = line.source_line_id
                found.append(given)
        return found

    def given(self) -> ReturnFields:
        """Return what was entered."""
        fields: dict[str, Any] = {name: self.cleaned_data[name] for name in _COLUMNS if name in self.cleaned_data}
        fields["location_id"] = fields.get("location_id") or None
        fields["lines"] = self.given_lines()
        if self.custom_names:
            fields["custom_fields"] = given_custom_values(self, self.custom_names, list(self.fields))
        return fields  # type: ignore[return-value]


def return_order_page(request: PageRequest, salesorder_id: int) -> HttpResponse:
    """Take goods of a shipped order back."""
    return _create(request, SALES_ORDER, salesorder_id)


def return_invoice_page(request: PageRequest, invoice_id: int) -> HttpResponse:
    """Take goods of an invoice back."""
    return _create(request, INVOICE, invoice_id)


def _create(request: PageRequest, kind: Kind, source_id: int) -> HttpResponse:
    """Everything that can come back stands in the form already."""
    ctx = request.ctx
    source = document_view(ctx, kind=kind, document_id=source_id, with_files=False, with_custom=False)
    named: dict[str, Any] = {"invoice_id" if kind is INVOICE else "order_id": source_id}
    initial: dict[str, object] = {"date": ctx.today, "location_id": source.location_id}
    data = request.POST if request.method == "POST" else None
    form = ReturnForm(ctx, data, returnable_lines(ctx, **named), empty_fields(ctx, ENTITY), None, initial)

    def save() -> int:
        state = State.DRAFT if request.POST.get("then") == "draft" else State.APPROVED
        return create_sales_return(ctx, **named, fields={**form.given(), "state": state})

    editing = Editing(
        title=_("Return goods of %(number)s") % {"number": source.number},
        save=save,
        url=lambda return_id: page_url(ctx, "salesreturn", salesreturn_id=return_id),
        message=_("The sales return has been created."),
        cancel_url=page_url(ctx, kind.entity, **{kind.names.id: source_id}),
        submit=_("Save and approve"),
        buttons=(("draft", _("Save as draft")),),
        template=FORM,
        more="sales/_return_lines.html",
        context={"rows": form.rows(request.formats)},
    )
    return handle_form(request, form, editing)


def return_edit_page(request: PageRequest, salesreturn_id: int) -> HttpResponse:
    """Change a return."""
    ctx = request.ctx
    detail = sales_return_detail(ctx, return_id=salesreturn_id, without=ALL_PARTS)
    view = detail.view
    initial: dict[str, object] = {
        "date": view.day,
        **{name: getattr(view, name) for name in _COLUMNS if name != "date"},
    }
    data = request.POST if request.method == "POST" else None
    lines = returnable_lines(ctx, order_id=view.order_id, invoice_id=view.invoice_id, but_of=salesreturn_id)
    custom = record_fields(ctx, entity=ENTITY, entity_id=salesreturn_id)
    form = ReturnForm(ctx, data, lines, custom, detail, initial)
    here = page_url(ctx, "salesreturn", salesreturn_id=salesreturn_id)
    editing = Editing(
        title=view.number,
        save=lambda: update_sales_return(ctx, return_id=salesreturn_id, fields=form.given()),
        url=lambda _nothing: here,
        message=_("The sales return has been updated."),
        cancel_url=here,
        entity=ENTITY,
        entity_id=salesreturn_id,
        template=FORM,
        more="sales/_return_lines.html",
        context={"rows": form.rows(request.formats)},
    )
    return handle_form(request, form, editing)
