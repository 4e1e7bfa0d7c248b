"""Making and changing a sales return."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.documents.core.kind import Kind
from daicho.documents.queries.document_view import document_view
from daicho.documents.web.portions import TEMPLATE, PortionForm, PortionLine, offer_locations
from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity
from daicho.platform.custom_fields import CustomValue, record_fields
from daicho.platform.web.custom_fields import empty_fields
from daicho.platform.web.fields import DateField, ExactNumberField, SearchChoiceField
from daicho.platform.web.format import Formats
from daicho.platform.web.forms import Editing, handle_form
from daicho.platform.web.page import PageRequest, page_url
from daicho.sales.commands.create_sales_return import create_sales_return
from daicho.sales.commands.update_sales_return import update_sales_return
from daicho.sales.core.sales_return import ENTITY, Progress, ReturnFields, ReturnLineFields, State
from daicho.sales.kinds import INVOICE, SALES_ORDER
from daicho.sales.queries.returnable_lines import ReturnableLine, returnable_lines
from daicho.sales.queries.sales_return_detail import ALL_PARTS, ReturnDetail, sales_return_detail


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A line of the form: what was shipped and what of it may still come back, and the fields for both quantities."""

    line: PortionLine
    field: BoundField
    credit_only: BoundField
    shipped: str
    left: str


class ReturnForm(PortionForm):
    """A return: its head, and for every line that was shipped what comes back and what is only credited."""

    columns = ("number", "date", "location_id", "reason")
    head = (("date", "number"), ("location_id",), ("reason",))
    number_name = "salesreturn_number"
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
        own = {line.source_line_id: line.progress for line in detail.lines} if detail else {}
        super().__init__(ctx, data, list(_portions(lines, own, is_new=detail is None)), custom, initial)
        offer_locations(self, ctx, detail.view.location_id if detail else None)
        for line in self.lines:
            field = ExactNumberField(label=_("Credit only"), required=False, places=6)
            kept = own.get(line.line_id)
            field.initial = Quantity(kept.credit_only).value if kept and kept.credit_only else None
            field.widget.attrs |= {"class": "form-control number", "aria-label": f"{line.name} {_('Credit only')}"}
            self.fields[f"credit_only_{line.line_id}"] = field

    def return_rows(self, formats: Formats) -> list[ReturnRow]:
        """Return the lines with their fields."""
        return [
            ReturnRow(row.line, row.field, self[f"credit_only_{row.line.line_id}"], row.ordered, row.done)
            for row in self.rows(formats)
        ]

    def renames(self) -> Mapping[str, str]:
        """What a command found wrong in a line is shown at that line's quantities."""
        credited = {
            f"line_items[{place}].non_receive_quantity": f"credit_only_{line['source_line_id']}"
            for place, line in enumerate(self.returned_lines())
        }
        received = {
            f"line_items[{place}].quantity": f"quantity_{line['source_line_id']}"
            for place, line in enumerate(self.returned_lines())
        }
        return {**credited, **received, self.number_name: "number"}

    def returned_lines(self) -> list[ReturnLineFields]:
        """Return the lines of which anything comes back or is credited."""
        found: list[ReturnLineFields] = []
        for line in self.lines:
            fields = ReturnLineFields(source_line_id=line.line_id)
            if quantity := self.cleaned_data.get(f"quantity_{line.line_id}"):
                fields["quantity"] = quantity
            if credit_only := self.cleaned_data.get(f"credit_only_{line.line_id}"):
                fields["credit_only"] = credit_only
            if len(fields) > 1:
                found.append(fields)
        return found

    def entered(self) -> ReturnFields:
        """Return what was entered."""
        fields = self.given()
        fields["location_id"] = fields.get("location_id") or None
        fields["lines"] = self.returned_lines()
        return fields  # type: ignore[return-value]


def _portions(lines: Sequence[ReturnableLine], own: Mapping[int, Progress], *, is_new: bool) -> Iterator[PortionLine]:
    """Yield what may come back, with what was shipped and is left of it; a new return proposes all of that."""
    for line in lines:
        kept = own.get(line.source_line_id)
        if line.left or kept:
            proposed = line.left if is_new else kept.quantity if kept else 0
            texts = (line.name, line.description, line.unit)
            yield PortionLine(line.source_line_id, *texts, line.shipped, line.left, proposed)


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
        return create_sales_return(ctx, **named, fields={**form.entered(), "state": state})

    editing = Editing(
        title=_("Return goods of %(number)s") % {"number": source.number},
        save=save,
        url=lambda return_id: page_url(ctx, "salesreturn", salesreturn_id=return_id),
        message=_("The sales return has been created."),
        cancel_url=page_url(ctx, kind.entity, **{kind.names.id: source_id}),
        submit=_("Save and approve"),
        buttons=(("draft", _("Save as draft")),),
        template=TEMPLATE,
        more="sales/_return_lines.html",
        context={"rows": form.return_rows(request.formats)},
    )
    return handle_form(request, form, editing)


def return_edit_page(request: PageRequest, salesreturn_id: int) -> HttpResponse:
    """Change a return."""
    ctx = request.ctx
    detail = sales_return_detail(ctx, return_id=salesreturn_id, without=ALL_PARTS)
    view = detail.view
    initial: dict[str, object] = {
        "date": view.day,
        **{name: getattr(view, name) for name in ("number", "location_id", "reason")},
    }
    data = request.POST if request.method == "POST" else None
    lines = returnable_lines(ctx, order_id=view.order_id, invoice_id=view.invoice_id, but_of=salesreturn_id)
    custom = record_fields(ctx, entity=ENTITY, entity_id=salesreturn_id)
    form = ReturnForm(ctx, data, lines, custom, detail, initial)
    here = page_url(ctx, "salesreturn", salesreturn_id=salesreturn_id)
    editing = Editing(
        title=view.number,
        save=lambda: update_sales_return(ctx, return_id=salesreturn_id, fields=form.entered()),
        url=lambda _nothing: here,
        message=_("The sales return has been updated."),
        cancel_url=here,
        entity=ENTITY,
        entity_id=salesreturn_id,
        template=TEMPLATE,
        more="sales/_return_lines.html",
        context={"rows": form.return_rows(request.formats)},
    )
    return handle_form(request, form, editing)
