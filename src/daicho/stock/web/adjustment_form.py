"""Making and editing an inventory adjustment."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.ledger.core.account_type import CONTROLLED
from daicho.ledger.queries.accounts import account_choices
from daicho.ledger.queries.system_account import system_account
from daicho.organizations.queries.approval_rule import approval_rule
from daicho.platform.custom_fields import CustomValue, record_fields
from daicho.platform.web.custom_fields import add_custom_fields, empty_fields, given_custom_values
from daicho.platform.web.fields import CreateInPlace, DateField, SearchChoiceField, as_id
from daicho.platform.web.forms import Editing, Section, handle_form
from daicho.platform.web.page import PageRequest, page_url
from daicho.stock.commands.change_adjustment_state import change_adjustment_state
from daicho.stock.commands.create_adjustment import create_adjustment
from daicho.stock.commands.update_adjustment import update_adjustment
from daicho.stock.core.adjustment import ENTITY, TYPES, AdjustmentFields
from daicho.stock.core.approval import Action, State
from daicho.stock.queries._adjustment_views import AdjustmentLineView, AdjustmentView
from daicho.stock.queries.adjustment_detail import adjustment_detail
from daicho.stock.queries.adjustment_reasons import adjustment_reasons
from daicho.stock.queries.locations import locations
from daicho.stock.web.rows import PART_NAMES, ROWS, WAYS, RowsForm, item_rows, shown_number, tell_batches, with_batches
from daicho.stock.web.shortage import warn_of_shortage
from daicho.stock.web.words import ADJUSTMENT_TYPES

_COLUMNS = ("date", "reason", "location_id", "account_id", "reference", "description", "number")


class AdjustmentForm(RowsForm):
    """An inventory adjustment."""

    sections = (
        Section("", (("date", "reason"), ("location_id", "account_id"), ("number", "reference"), "description")),
    )
    part_names = PART_NAMES
    own_names = {"reference_number": "reference", "inventory_adjustment_number": "number"}
    date = DateField(label=_("Date"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=100,
        widget=forms.TextInput(attrs={"list": "adjustment-reasons", "autocomplete": "off"}),
        help_text=_("Choose one of the list, or write a new one."),
    )
    location_id = SearchChoiceField(
        label=_("Location"), coerce=int, create=CreateInPlace("location_create", "settings.edit", _("New location"))
    )
    account_id = SearchChoiceField(
        label=_("Account"), coerce=int, create=CreateInPlace("account_create", "accounts.create", _("New account"))
    )
    number = forms.CharField(
        label=_("Number"), required=False, max_length=100, help_text=_("Empty: the next one of the series.")
    )
    reference = forms.CharField(label=_("Reference number"), required=False, max_length=100)
    description = forms.CharField(
        label=_("Description"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, ctx: Ctx, data: QueryDict | None, kind: str, custom: Sequence[CustomValue], view: AdjustmentView | None
    ) -> None:
        self.view, self.row_kind = view, kind
        super().__init__(ctx, data, initial=_initial(ctx, view))
        offered: dict[str, Any] = dict(self.fields)
        places = locations(ctx)
        offered["location_id"].choices = [
            (str(place.location_id), place.name)
            for place in places
            if place.is_active or (view and place.location_id == view.location_id)
        ]
        offered["account_id"].choices = [
            (str(account.account_id), f"{account.code} {account.name}".strip())
            for account in account_choices(ctx)
            if account.account_type not in CONTROLLED
        ]
        self.reasons = [reason.name for reason in adjustment_reasons(ctx)]
        self.custom_names = add_custom_fields(self, custom)
        known = {line.line_id: line for line in view.lines} if view else {}
        rows = [(str(line_id), _row(line, kind)) for line_id, line in known.items()]
        self.known = known
        self.rows = item_rows(ctx, kind, data, rows, {line.item_id: line.name for line in known.values()})

    def tell(self, request: PageRequest) -> None:
        """Put the entry of batches under the rows whose items are kept so."""
        if not self.is_bound and self.known and not any(line.tracking for line in self.known.values()):
            return
        named = {line_id: line.batches for line_id, line in self.known.items()}
        at = {
            line_id: line.location_id
            for line_id, line in self.known.items()
            if self.view and line.location_id != self.view.location_id
        }
        tell_batches(self, request, way=WAYS[self.row_kind][0], named=named, at=at)

    def given(self) -> AdjustmentFields:
        """Return what was entered: everything of a new one; of another one what changed, and all lines."""
        changed = set(self.changed_data) if self.view else set(self.fields)
        fields: dict[str, Any] = {
            name: self.cleaned_data[name] for name in _COLUMNS if name in changed and name in self.cleaned_data
        }
        fields["adjustment_type"] = self.row_kind
        fields["lines"] = [with_batches(self, row, self._line(row.given())) for row in self.filled]
        if self.custom_names:
            fields["custom_fields"] = given_custom_values(self, self.custom_names, list(changed))
        return fields  # type: ignore[return-value]

    def _line(self, given: dict[str, Any]) -> dict[str, Any]:
        """Return a line; one that has a place or account of its own keeps it, others follow the head."""
        old: AdjustmentLineView | None = self.known.get(given.get("line_id") or 0)
        if old and self.view:
            if old.location_id != self.view.location_id:
                given["location_id"] = old.location_id
            if old.account_id != self.view.account_id:
                given["account_id"] = old.account_id
            if self.row_kind == "quantity" and old.rate is None and "rate" not in given and _same(old, given):
                given["value"] = old.total.value if old.quantity > 0 else None
        return given


def _same(old: AdjustmentLineView, given: Mapping[str, Any]) -> bool:
    return bool(given.get("item_id") == old.item_id and given.get("quantity") == shown_number(old.quantity))


def _initial(ctx: Ctx, view: AdjustmentView | None) -> dict[str, object]:
    if view:
        return {name: getattr(view, name) for name in _COLUMNS}
    primary = next(place.location_id for place in locations(ctx) if place.is_primary)
    return {"date": ctx.today, "location_id": primary, "account_id": system_account(ctx, "inventory_adjustment")}


def _row(line: AdjustmentLineView, kind: str) -> dict[str, object]:
    figures = (
        {"value": line.total.value}
        if kind == "value"
        else {"quantity": shown_number(line.quantity), "rate": shown_number(line.rate)}
    )
    return {"item_id": line.item_id, "description": line.description, **figures}


def adjustment_create_page(request: PageRequest) -> HttpResponse:
    """Make an adjustment of quantities, or of values (?adjustment_type=value)."""
    ctx = request.ctx
    kind = request.GET.get("adjustment_type", "quantity")
    kind = kind if kind in TYPES else "quantity"
    data = request.POST if request.method == "POST" else None
    form = AdjustmentForm(ctx, data, kind, empty_fields(ctx, ENTITY), None)
    item_id = as_id(request.GET.get("item_id", ""))
    if data is None and item_id:
        form.rows = item_rows(ctx, kind, QueryDict(f"line=n1&line-n1-item_id={item_id}"))
    form.tell(request)
    is_needed = approval_rule(ctx, module="adjustments").is_needed

    def save() -> int:
        then = request.POST.get("then", "")
        adjustment_id = create_adjustment(ctx, fields=form.given(), is_draft=is_needed or then == "draft")
        if then == "submit":
            change_adjustment_state(ctx, adjustment_id=adjustment_id, action=Action.SUBMIT)
        return adjustment_id

    editing = Editing(
        title=_("New inventory adjustment"),
        save=save,
        url=lambda adjustment_id: _shown_at(request, adjustment_id),
        message=_("The inventory adjustment has been created."),
        cancel_url=page_url(ctx, "inventoryadjustments"),
        submit=_("Save as draft") if is_needed else _("Adjust"),
        buttons=(("submit", _("Save and submit for approval")),) if is_needed else (("draft", _("Save as draft")),),
        template="catalog/rows_form.html",
        more="catalog/_item_rows.html",
        context={
            **_context(kind),
            "kinds_label": _("Kind of adjustment"),
            "kinds": [
                {"label": label, "url": f"?adjustment_type={name}", "current": name == kind}
                for name, label in ADJUSTMENT_TYPES.items()
            ],
        },
    )
    return handle_form(request, form, editing)


def adjustment_edit_page(request: PageRequest, adjustment_id: int) -> HttpResponse:
    """Change an adjustment."""
    ctx = request.ctx
    view = adjustment_detail(ctx, adjustment_id=adjustment_id)
    data = request.POST if request.method == "POST" else None
    custom = record_fields(ctx, entity=ENTITY, entity_id=adjustment_id)
    form = AdjustmentForm(ctx, data, view.adjustment_type, custom, view)
    form.tell(request)
    here = page_url(ctx, "inventoryadjustment", adjustment_id=adjustment_id)
    buttons: tuple[tuple[str, Any], ...] = ()
    if view.state is not State.ADJUSTED and not approval_rule(ctx, module="adjustments").is_needed:
        buttons = (("adjust", _("Save and adjust")),)

    def save() -> None:
        update_adjustment(ctx, adjustment_id=adjustment_id, fields=form.given())
        if request.POST.get("then") == "adjust":
            change_adjustment_state(ctx, adjustment_id=adjustment_id, action=Action.ADJUST)

    editing = Editing(
        title=view.number,
        save=save,
        url=lambda _nothing: _shown_at(request, adjustment_id),
        message=_("The inventory adjustment has been updated."),
        cancel_url=here,
        buttons=buttons,
        entity=ENTITY,
        entity_id=adjustment_id,
        template="catalog/rows_form.html",
        more="catalog/_item_rows.html",
        context=_context(view.adjustment_type),
    )
    return handle_form(request, form, editing)


def _shown_at(request: PageRequest, adjustment_id: int) -> str:
    """Return the address of the saved adjustment; warn where it left less than nothing."""
    view = adjustment_detail(request.ctx, adjustment_id=adjustment_id)
    if view.state is State.ADJUSTED:
        taken = [line for line in view.lines if line.quantity < 0]
        warn_of_shortage(request, {line.item_id for line in taken}, {line.location_id for line in taken})
    return page_url(request.ctx, "inventoryadjustment", adjustment_id=adjustment_id)


def _context(kind: str) -> dict[str, object]:
    return {"row_page": f"stock_{kind}_row", "row_numbers": ROWS[kind].numbers}
