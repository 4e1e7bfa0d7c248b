"""Receiving goods of a sales return."""

from collections.abc import Sequence

from django import forms
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.documents.web.portions import LINES, TEMPLATE, PortionForm, PortionLine, offer_locations
from daicho.kernel.context import Ctx
from daicho.platform.web.fields import DateField, SearchChoiceField
from daicho.platform.web.forms import Editing, handle_form
from daicho.platform.web.page import PageRequest, page_url
from daicho.sales.commands.receive_sales_return import receive_sales_return
from daicho.sales.core.sales_return import ReturnReceiveFields
from daicho.sales.queries.sales_return_detail import ALL_PARTS, ReturnLineView, sales_return_detail

_LABELS = {
    "expected_label": _("To receive"),
    "done_label": _("Received"),
    "now_label": _("Quantity to receive"),
}


class ReturnReceiveForm(PortionForm):
    """A receive: its head, and a quantity for every line of the return that is still to come."""

    columns = ("number", "date", "location_id", "notes")
    head = (("date", "number"), ("location_id",), ("notes",))
    number_name = "receive_number"
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
        expected = [_portion(line) for line in lines if line.progress.to_be_received]
        super().__init__(ctx, data, expected, (), {"date": ctx.today})
        offer_locations(self, ctx, None)

    def entered(self) -> ReturnReceiveFields:
        """Return what was entered."""
        fields = self.given()
        fields["location_id"] = fields.get("location_id") or None
        return fields  # type: ignore[return-value]


def _portion(line: ReturnLineView) -> PortionLine:
    progress = line.progress
    texts = (line.name, line.description, line.unit)
    return PortionLine(line.line_id, *texts, progress.quantity, progress.received, progress.to_be_received)


def return_receive_page(request: PageRequest, salesreturn_id: int) -> HttpResponse:
    """Receive goods of a return: everything that is still to come stands in the form already."""
    ctx = request.ctx
    detail = sales_return_detail(ctx, return_id=salesreturn_id, without=ALL_PARTS)
    form = ReturnReceiveForm(ctx, request.POST if request.method == "POST" else None, detail.lines)
    here = page_url(ctx, "salesreturn", salesreturn_id=salesreturn_id)
    editing = Editing(
        title=_("Receive goods of %(number)s") % {"number": detail.view.number},
        save=lambda: receive_sales_return(ctx, return_id=salesreturn_id, fields=form.entered()),
        url=lambda _receive_id: here,
        message=_("The returned goods have been received."),
        cancel_url=here,
        submit=_("Save as received"),
        template=TEMPLATE,
        more=LINES,
        context={"rows": form.rows(request.formats), **_LABELS},
    )
    return handle_form(request, form, editing)
