"""Receiving goods of a purchase order, and changing a receive."""

from collections.abc import Iterator, Sequence

from django import forms
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.documents.queries.document_view import document_view
from daicho.documents.web.portions import LINES, TEMPLATE, PortionForm, PortionLine, offer_locations
from daicho.kernel.context import Ctx
from daicho.organizations.queries.approval_rule import approval_rule
from daicho.platform.custom_fields import CustomValue, record_fields
from daicho.platform.web.custom_fields import empty_fields
from daicho.platform.web.fields import DateField, SearchChoiceField
from daicho.platform.web.forms import Editing, handle_form
from daicho.platform.web.page import PageRequest, page_url
from daicho.purchases.commands.change_receive_state import change_receive_state
from daicho.purchases.commands.create_purchase_receive import create_purchase_receive
from daicho.purchases.commands.update_purchase_receive import update_purchase_receive
from daicho.purchases.core.receive import ENTITY, Action, ReceiveFields, State
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.purchases.queries._receive_views import ReceiveView
from daicho.purchases.queries.open_order_lines import OpenLine, open_order_lines
from daicho.purchases.queries.receive_detail import receive_detail

_THEN = {"transit": State.IN_TRANSIT, "draft": State.DRAFT}
_LABELS = {"expected_label": _("Ordered"), "done_label": _("Received"), "now_label": _("Quantity to receive")}


class ReceiveForm(PortionForm):
    """A receive: its head, and a quantity for every line of the order that is goods."""

    columns = ("number", "date", "location_id", "notes")
    head = (("date", "number"), ("location_id",), ("notes",))
    number_name = "receive_number"
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
        super().__init__(ctx, data, list(_portions(lines, view)), custom, initial)
        offer_locations(self, ctx, view.location_id if view else None)

    def entered(self) -> ReceiveFields:
        """Return what was entered."""
        fields = self.given()
        fields["location_id"] = fields.get("location_id") or None
        return fields  # type: ignore[return-value]


def _portions(lines: Sequence[OpenLine], view: ReceiveView | None) -> Iterator[PortionLine]:
    """Yield the goods of the order; a new receive proposes what is still to come."""
    own = {line.order_line_id: line.quantity for line in view.lines} if view else {}
    for line in lines:
        progress = line.progress
        if progress.is_goods:
            proposed = own.get(progress.line_id, 0) if view else progress.to_be_announced
            texts = (line.name, line.description, line.unit)
            yield PortionLine(progress.line_id, *texts, progress.expected, progress.received, proposed)


def receive_create_page(request: PageRequest, purchaseorder_id: int) -> HttpResponse:
    """Receive goods of an order: everything that is still to come stands in the form already."""
    ctx = request.ctx
    order = document_view(ctx, kind=PURCHASE_ORDER, document_id=purchaseorder_id, with_files=False, with_custom=False)
    initial: dict[str, object] = {"date": ctx.today, "location_id": order.location_id}
    data = request.POST if request.method == "POST" else None
    lines = open_order_lines(ctx, order_id=purchaseorder_id)
    form = ReceiveForm(ctx, data, lines, empty_fields(ctx, ENTITY), None, initial)
    is_needed = approval_rule(ctx, module="purchasereceives").is_needed

    def save() -> int:
        then = request.POST.get("then", "")
        state = State.DRAFT if is_needed else _THEN.get(then, State.RECEIVED)
        receive_id = create_purchase_receive(ctx, order_id=purchaseorder_id, fields={**form.entered(), "state": state})
        if then == "submit":
            change_receive_state(ctx, receive_id=receive_id, action=Action.SUBMIT)
        return receive_id

    editing = Editing(
        title=_("Receive goods of %(number)s") % {"number": order.number},
        save=save,
        url=lambda receive_id: page_url(ctx, "purchasereceive", receive_id=receive_id),
        message=_("The purchase receive has been created."),
        cancel_url=page_url(ctx, "purchaseorder", purchaseorder_id=purchaseorder_id),
        submit=_("Save as draft") if is_needed else _("Save as received"),
        buttons=(("submit", _("Save and submit for approval")),)
        if is_needed
        else (("transit", _("Save as in transit")), ("draft", _("Save as draft"))),
        template=TEMPLATE,
        more=LINES,
        context={"rows": form.rows(request.formats), **_LABELS},
    )
    return handle_form(request, form, editing)


def receive_edit_page(request: PageRequest, receive_id: int) -> HttpResponse:
    """Change a receive."""
    ctx = request.ctx
    view = receive_detail(ctx, receive_id=receive_id)
    initial: dict[str, object] = {
        "date": view.day,
        **{name: getattr(view, name) for name in ReceiveForm.columns if name != "date"},
    }
    data = request.POST if request.method == "POST" else None
    lines = open_order_lines(ctx, order_id=view.order_id)
    custom = record_fields(ctx, entity=ENTITY, entity_id=receive_id)
    form = ReceiveForm(ctx, data, lines, custom, view, initial)
    here = page_url(ctx, "purchasereceive", receive_id=receive_id)
    editing = Editing(
        title=view.number,
        save=lambda: update_purchase_receive(ctx, receive_id=receive_id, fields=form.entered()),
        url=lambda _nothing: here,
        message=_("The purchase receive has been updated."),
        cancel_url=here,
        entity=ENTITY,
        entity_id=receive_id,
        template=TEMPLATE,
        more=LINES,
        context={"rows": form.rows(request.formats), **_LABELS},
    )
    return handle_form(request, form, editing)
