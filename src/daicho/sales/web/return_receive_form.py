"""Receiving goods of a sales return."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput
from daicho.kernel.measure import Quantity
from daicho.platform.web.fields import DateField, SearchChoiceField
from daicho.platform.web.format import Formats
from daicho.platform.web.forms import DaichoForm, Editing, Section, handle_form
from daicho.platform.web.page import PageRequest, page_url
from daicho.sales.commands.receive_sales_return import receive_sales_return
from daicho.sales.core.sales_return import ReceivedLineFields, ReturnReceiveFields
from daicho.sales.queries.sales_return_detail import ALL_PARTS, ReturnLineView, sales_return_detail
from daicho.sales.web.return_form import FORM, at_lines, offer_locations, quantity_field


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the form: what comes back and what arrived, and the field for what arrives now."""

    line: ReturnLineView
    field: BoundField
    expected: str
    received: str


class ReturnReceiveForm(DaichoForm):
    """A receive: its head, and a quantity for every line of the return that is still to come."""

    date = DateField(label=_("Date"))
    number = forms.CharField(
        label=_("Number"), required=False, max_length=100, help_text=_("Empty: the next one of the series.")
    )
    location_id = SearchChoiceField(
        label=_("Location"), coerce=int, required=False, help_text=_("Empty: where the return says.")
    )
    notes = forms.CharField(
        label=_("Notes"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, ctx: Ctx, data: QueryDict | None, lines: Sequence[ReturnLineView]) -> None:
        self.lines = [line for line in lines if line.progress.to_be_received]
        super().__init__(ctx, data, initial={"date": ctx.today})
        offer_locations(self, ctx, None)
        for line in self.lines:
            self.fields[f"quantity_{line.line_id}"] = quantity_field(line.name, line.progress.to_be_received)

    def laid_out(self) -> Iterator[tuple[Section, list[list[BoundField]]]]:
        """Lay the head out; the quantities are drawn in the table below it."""
        rows = (("date", "number"), ("location_id",), ("notes",))
        yield Section("", ()), [[self[name] for name in row] for row in rows]

    def rows(self, formats: Formats) -> list[Row]:
        """Return the lines with their fields."""
        return [
            Row(
                line,
                self[f"quantity_{line.line_id}"],
                f"{formats.quantity(Quantity(line.progress.quantity))} {line.unit}".strip(),
                formats.quantity(Quantity(line.progress.received)),
            )
            for line in self.lines
        ]

    def take(self, error: InvalidInput) -> None:
        """Show what a command found wrong in a line at that line's quantity."""
        renamed = {
            f"line_items[{place}].quantity": f"quantity_{line['line_id']}"
            for place, line in enumerate(self.given_lines())
        }
        super().take(at_lines(error, {**renamed, "receive_number": "number"}))

    def given_lines(self) -> list[ReceivedLineFields]:
        """Return the lines of which anything arrives."""
        quantities = [(line.line_id, self.cleaned_data.get(f"quantity_{line.line_id}")) for line in self.lines]
        return [ReceivedLineFields(line_id=key, quantity=quantity) for key, quantity in quantities if quantity]

    def given(self) -> ReturnReceiveFields:
        """Return what was entered."""
        fields: dict[str, Any] = {name: self.cleaned_data[name] for name in ("number", "date", "notes")}
        fields["location_id"] = self.cleaned_data.get("location_id") or None
        fields["lines"] = self.given_lines()
        return fields  # type: ignore[return-value]


def return_receive_page(request: PageRequest, salesreturn_id: int) -> HttpResponse:
    """Receive goods of a return: everything that is still to come stands in the form already."""
    ctx = request.ctx
    detail = sales_return_detail(ctx, return_id=salesreturn_id, without=ALL_PARTS)
    form = ReturnReceiveForm(ctx, request.POST if request.method == "POST" else None, detail.lines)
    here = page_url(ctx, "salesreturn", salesreturn_id=salesreturn_id)
    editing = Editing(
        title=_("Receive goods of %(number)s") % {"number": detail.view.number},
        save=lambda: receive_sales_return(ctx, return_id=salesreturn_id, fields=form.given()),
        url=lambda _receive_id: here,
        message=_("The returned goods have been received."),
        cancel_url=here,
        submit=_("Save as received"),
        template=FORM,
        more="sales/_return_receive_lines.html",
        context={"rows": form.rows(request.formats)},
    )
    return handle_form(request, form, editing)
