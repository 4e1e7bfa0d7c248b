"""Making and editing a transfer order, and receiving its goods."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.organizations.queries.approval_rule import approval_rule
from daicho.platform.custom_fields import CustomValue, record_fields
from daicho.platform.web.custom_fields import add_custom_fields, empty_fields, given_custom_values
from daicho.platform.web.fields import CreateInPlace, DateField, SearchChoiceField, as_id
from daicho.platform.web.forms import DaichoForm, Editing, Section, handle_form
from daicho.platform.web.page import PageRequest, page_url
from daicho.stock.commands.change_transfer_state import change_transfer_state
from daicho.stock.commands.create_transfer import create_transfer
from daicho.stock.commands.update_transfer import update_transfer
from daicho.stock.core.approval import Action, State
from daicho.stock.core.transfer import ENTITY, TransferFields
from daicho.stock.queries._transfer_views import TransferView
from daicho.stock.queries.locations import locations
from daicho.stock.queries.transfer_detail import transfer_detail
from daicho.stock.web.rows import PART_NAMES, ROWS, RowsForm, item_rows, shown_number, tell_batches, with_batches
from daicho.stock.web.shortage import warn_of_shortage

_COLUMNS = ("date", "from_location_id", "to_location_id", "description", "number")
_THEN = {"send": True, "transfer": False}
_CONTEXT = {"row_page": "stock_transfer_row", "row_numbers": ROWS["transfer"].numbers}


def _location_field(label: Any) -> SearchChoiceField:
    create = CreateInPlace("location_create", "settings.edit", _("New location"))
    return SearchChoiceField(label=label, coerce=int, create=create)


class TransferForm(RowsForm):
    """A transfer order."""

    sections = (Section("", (("date", "number"), ("from_location_id", "to_location_id"), "description")),)
    part_names = PART_NAMES
    own_names = {"transfer_order_number": "number"}
    date = DateField(label=_("Date"))
    number = forms.CharField(
        label=_("Number"), required=False, max_length=100, help_text=_("Empty: the next one of the series.")
    )
    from_location_id = _location_field(_("From location"))
    to_location_id = _location_field(_("To location"))
    description = forms.CharField(
        label=_("Description"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, ctx: Ctx, data: QueryDict | None, custom: Sequence[CustomValue], view: TransferView | None
    ) -> None:  # fmt: skip
        self.view = view
        super().__init__(ctx, data, initial=_initial(ctx, view))
        offered: dict[str, Any] = dict(self.fields)
        kept = {view.from_location_id, view.to_location_id} if view else set()
        places = [place for place in locations(ctx) if place.is_active or place.location_id in kept]
        for name in ("from_location_id", "to_location_id"):
            offered[name].choices = [("", ""), *((str(place.location_id), place.name) for place in places)]
        self.custom_names = add_custom_fields(self, custom)
        lines = view.lines if view else ()
        rows = [
            (
                str(line.line_id),
                {"item_id": line.item_id, "quantity": shown_number(line.quantity), "description": line.description},
            )
            for line in lines
        ]
        self.rows = item_rows(ctx, "transfer", data, rows, {line.item_id: line.name for line in lines})

    def tell(self, request: PageRequest) -> None:
        """Put the entry of batches under the rows whose items are kept so."""
        named = {line.line_id: line.batches for line in self.view.lines} if self.view else {}
        tell_batches(self, request, way="out", place="from_location_id", named=named)

    def given(self) -> TransferFields:
        """Return what was entered: everything of a new one; of another one what changed, and all lines."""
        changed = set(self.changed_data) if self.view else set(self.fields)
        fields: dict[str, Any] = {
            name: self.cleaned_data[name] for name in _COLUMNS if name in changed and name in self.cleaned_data
        }
        fields["lines"] = [with_batches(self, row, row.given()) for row in self.filled]
        if self.custom_names:
            fields["custom_fields"] = given_custom_values(self, self.custom_names, list(changed))
        return fields  # type: ignore[return-value]


class ReceiveForm(DaichoForm):
    """When the goods arrived."""

    date = DateField(label=_("Arrived on"))


def _initial(ctx: Ctx, view: TransferView | None) -> dict[str, object]:
    if view:
        same = ("from_location_id", "to_location_id", "description", "number")
        return {"date": view.day, **{name: getattr(view, name) for name in same}}
    primary = next(place.location_id for place in locations(ctx) if place.is_primary)
    return {"date": ctx.today, "from_location_id": primary}


def _shown_at(request: PageRequest, transfer_id: int) -> str:
    """Return the address of the saved order; warn where it left less than nothing."""
    view = transfer_detail(request.ctx, transfer_id=transfer_id)
    if view.state in {State.IN_TRANSIT, State.TRANSFERRED}:
        places = {view.from_location_id, view.to_location_id}
        warn_of_shortage(request, {line.item_id for line in view.lines}, places)
    return page_url(request.ctx, "transferorder", transfer_id=transfer_id)


def transfer_create_page(request: PageRequest) -> HttpResponse:
    """Make a transfer order: a draft, goods that leave now, or goods that have arrived."""
    ctx = request.ctx
    data = request.POST if request.method == "POST" else None
    form = TransferForm(ctx, data, empty_fields(ctx, ENTITY), None)
    item_id = as_id(request.GET.get("item_id", ""))
    if data is None and item_id:
        form.rows = item_rows(ctx, "transfer", QueryDict(f"line=n1&line-n1-item_id={item_id}"))
    form.tell(request)

    def save() -> int:
        then = request.POST.get("then", "")
        transfer_id = create_transfer(ctx, fields={**form.given(), "is_intransit_order": _THEN.get(then)})
        if then == "submit":
            change_transfer_state(ctx, transfer_id=transfer_id, action=Action.SUBMIT)
        return transfer_id

    editing = Editing(
        title=_("New transfer order"),
        save=save,
        url=lambda transfer_id: _shown_at(request, transfer_id),
        message=_("The transfer order has been created."),
        cancel_url=page_url(ctx, "transferorders"),
        submit=_("Save as draft"),
        buttons=(("submit", _("Save and submit for approval")),)
        if approval_rule(ctx, module="transfers").is_needed
        else (("send", _("Save and send off")), ("transfer", _("Save as transferred"))),
        template="catalog/rows_form.html",
        more="catalog/_item_rows.html",
        context=_CONTEXT,
    )
    return handle_form(request, form, editing)


def transfer_edit_page(request: PageRequest, transfer_id: int) -> HttpResponse:
    """Change a transfer order."""
    ctx = request.ctx
    view = transfer_detail(ctx, transfer_id=transfer_id)
    data = request.POST if request.method == "POST" else None
    form = TransferForm(ctx, data, record_fields(ctx, entity=ENTITY, entity_id=transfer_id), view)
    form.tell(request)
    here = page_url(ctx, "transferorder", transfer_id=transfer_id)
    editing = Editing(
        title=view.number,
        save=lambda: update_transfer(ctx, transfer_id=transfer_id, fields=form.given()),
        url=lambda _nothing: _shown_at(request, transfer_id),
        message=_("The transfer order has been updated."),
        cancel_url=here,
        entity=ENTITY,
        entity_id=transfer_id,
        template="catalog/rows_form.html",
        more="catalog/_item_rows.html",
        context=_CONTEXT,
    )
    return handle_form(request, form, editing)


def transfer_receive_page(request: PageRequest, transfer_id: int) -> HttpResponse:
    """Say when the goods arrived."""
    ctx = request.ctx
    view = transfer_detail(ctx, transfer_id=transfer_id)
    form = ReceiveForm(
        ctx, request.POST if request.method == "POST" else None, initial={"date": max(ctx.today, view.day)}
    )
    here = page_url(ctx, "transferorder", transfer_id=transfer_id)

    def save() -> None:
        day = form.cleaned_data["date"]
        change_transfer_state(ctx, transfer_id=transfer_id, action=Action.RECEIVE, day=day)

    editing = Editing(
        title=view.number,
        save=save,
        url=lambda _nothing: here,
        message=_("The transfer order has been marked as transferred."),
        cancel_url=here,
        submit=_("Mark as transferred"),
    )
    return handle_form(request, form, editing)
