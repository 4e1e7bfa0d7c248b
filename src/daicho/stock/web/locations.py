"""Locations on screen."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity
from daicho.platform.web.cells import Badge
from daicho.platform.web.detail import Action, Detail, Tab, action_page, render_detail
from daicho.platform.web.fields import Option
from daicho.platform.web.forms import DaichoForm, Editing, Section, handle_form
from daicho.platform.web.history import record_history
from daicho.platform.web.list_view import list_pages
from daicho.platform.web.lists import BuiltInView, Column, Empty, ListPage
from daicho.platform.web.page import Page, PageRequest, find_page_url, page_url
from daicho.stock.commands.create_location import create_location
from daicho.stock.commands.delete_location import delete_location
from daicho.stock.commands.mark_primary_location import mark_primary_location
from daicho.stock.commands.set_location_active import set_location_active
from daicho.stock.commands.update_location import update_location
from daicho.stock.core.location import ADDRESS, LocationFields
from daicho.stock.queries.list_locations import LOCATION_LISTING, list_locations
from daicho.stock.queries.location_detail import location_detail
from daicho.stock.queries.locations import LocationView, locations
from daicho.stock.queries.stock_at_location import LIMIT, stock_at_location
from daicho.stock.web.words import LOCATION_CHANGED, LOCATION_TYPES, NEGATIVE, active_badge

VIEW, EDIT = "settings.view", "settings.edit"
_COLUMNS = ("name", "location_type", "parent_id", "negative_stock", "phone", "email")

LOCATIONS: ListPage[LocationView] = ListPage(
    name="locations",
    title=_("Locations"),
    permission=VIEW,
    listing=LOCATION_LISTING,
    rows=list_locations,
    columns=(
        Column("location_name", _("Name"), lambda row: row.name, sort="location_name", main=True),
        Column("type", _("Kind of location"), lambda row: LOCATION_TYPES[row.location_type]),
        Column("primary", _("Primary"), lambda row: Badge(gettext("Primary"), "blue") if row.is_primary else ""),
        Column("city", _("City"), lambda row: row.address.get("city", "")),
        Column("phone", _("Phone"), lambda row: row.phone, shown=False),
        Column("status", _("Status"), lambda row: active_badge(active=row.is_active)),
        Column("created_time", _("Created"), lambda row: row.created_at, sort="created_time", shown=False),
    ),
    row_id=lambda row: row.location_id,
    detail="location",
    detail_key="location_id",
    entities=("location",),
    empty=Empty(_("No locations here"), _("Warehouses and shops, each with a stock of its own."), "building-warehouse"),
    views=(
        BuiltInView("active", _("Active"), filter_by="Status.Active"),
        BuiltInView("inactive", _("Inactive"), filter_by="Status.Inactive"),
    ),
    create="location_create",
    create_label=_("New location"),
    create_permission=EDIT,
    muted=lambda row: not row.is_active,
    icon="building-warehouse",
)


class LocationForm(DaichoForm):
    """A location."""

    sections = (
        Section("", ("name", ("location_type", "parent_id"), "negative_stock")),
        Section(
            _("Address"),
            (
                "attention",
                ("zip", "state"),
                "city",
                "street_address1",
                "street_address2",
                "country",
                ("phone", "email"),
            ),
        ),
    )
    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autofocus": "", "autocomplete": "off"})
    )
    location_type = forms.ChoiceField(label=_("Kind of location"), choices=tuple(LOCATION_TYPES.items()))
    parent_id = forms.TypedChoiceField(label=_("Belongs to"), required=False, coerce=int, empty_value=None)
    negative_stock = forms.ChoiceField(
        label=_("Taking more than there is"), required=False, choices=tuple(NEGATIVE.items())
    )
    attention = forms.CharField(label=_("Attention"), required=False, max_length=200)
    zip = forms.CharField(label=_("Postal code"), required=False, max_length=20)
    state = forms.CharField(label=_("Prefecture or state"), required=False, max_length=100)
    city = forms.CharField(label=_("City"), required=False, max_length=100)
    street_address1 = forms.CharField(label=_("Street"), required=False, max_length=300)
    street_address2 = forms.CharField(label=_("Building"), required=False, max_length=300)
    country = forms.CharField(label=_("Country"), required=False, max_length=100)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=50)
    email = forms.EmailField(label=_("Email"), required=False, max_length=254)

    def __init__(self, ctx: Ctx, *args: Any, location: LocationView | None = None, **kwargs: Any) -> None:
        self.location = location
        initial: dict[str, object] = {}
        if location:
            initial = {name: getattr(location, name) for name in _COLUMNS}
            initial |= {name: location.address.get(name, "") for name in ADDRESS}
        super().__init__(ctx, *args, initial=initial, **kwargs)
        parents: Any = self.fields["parent_id"]
        others = [view for view in locations(ctx) if location is None or view.location_id != location.location_id]
        parents.choices = [("", ""), *((str(view.location_id), view.name) for view in others)]

    def given(self) -> LocationFields:
        """Return what the person entered: everything for a new location, only the changes of an existing one."""
        changed = set(self.changed_data) if self.location else set(self.fields)
        fields: dict[str, Any] = {name: self.cleaned_data[name] for name in _COLUMNS if name in changed}
        if address := {name: self.cleaned_data[name] for name in ADDRESS if name in changed}:
            fields["address"] = address
        return fields  # type: ignore[return-value]


def location_create_page(request: PageRequest) -> HttpResponse:
    """Make a location."""
    ctx = request.ctx
    form = LocationForm(ctx, request.POST if request.method == "POST" else None)
    editing = Editing(
        title=_("New location"),
        save=lambda: create_location(ctx, fields=form.given()),
        url=lambda location_id: page_url(ctx, "location", location_id=location_id),
        message=_("The location has been created."),
        cancel_url=page_url(ctx, "locations"),
        option=lambda location_id: Option(location_id, form.cleaned_data["name"]),
    )
    return handle_form(request, form, editing)


def location_edit_page(request: PageRequest, location_id: int) -> HttpResponse:
    """Change a location."""
    ctx = request.ctx
    view = location_detail(ctx, location_id=location_id)
    form = LocationForm(ctx, request.POST if request.method == "POST" else None, location=view)
    here = page_url(ctx, "location", location_id=location_id)
    editing = Editing(
        title=view.name,
        save=lambda: update_location(ctx, location_id=location_id, fields=form.given()),
        url=lambda _nothing: here,
        message=_("The location has been updated."),
        cancel_url=here,
        entity="location",
        entity_id=location_id,
    )
    return handle_form(request, form, editing)


def location_page(request: PageRequest, location_id: int) -> HttpResponse:
    """Show a location."""
    ctx = request.ctx
    view = location_detail(ctx, location_id=location_id)
    badges = [active_badge(active=view.is_active)]
    if view.is_primary:
        badges.insert(0, Badge(gettext("Primary"), "blue"))

    def history() -> Mapping[str, object]:
        return {"history": record_history(ctx, request.formats, "location", location_id, LOCATION_CHANGED)}

    detail = Detail(
        title=view.name,
        list_page="locations",
        list_label=_("Locations"),
        entity="location",
        entity_id=location_id,
        badges=tuple(badges),
        edit_url=page_url(ctx, "location_edit", location_id=location_id) if ctx.actor.may(EDIT) else "",
        actions=tuple(_actions(ctx, view)),
        tabs=(
            Tab("stock", _("Stock"), "stock/_here.html", more=lambda: _stock_here(request, location_id)),
            Tab("history", _("History"), "stock/_history.html", more=history),
        ),
    )
    return render_detail(request, detail, "stock/document.html", {"facts": _facts(ctx, view)})


def _stock_here(request: PageRequest, location_id: int) -> Mapping[str, object]:
    ctx, formats = request.ctx, request.formats
    found = stock_at_location(ctx, location_id=location_id) if ctx.actor.may("items.view") else []
    rows = [
        {
            "name": row.name,
            "sku": row.sku,
            "url": find_page_url(ctx, "item", item_id=row.item_id),
            "accounting": f"{formats.quantity(Quantity(row.accounting))} {row.unit}".strip(),
            "physical": f"{formats.quantity(Quantity(row.physical))} {row.unit}".strip(),
            "value": formats.money(row.value),
        }
        for row in found
    ]
    return {"rows": rows, "is_cut": len(rows) == LIMIT}


def _actions(ctx: Ctx, view: LocationView) -> Iterator[Action]:
    here = {"location_id": view.location_id}
    if not ctx.actor.may(EDIT) or view.is_primary:
        return
    if view.is_active:
        yield Action(_("Mark as primary"), page_url(ctx, "location_primary", **here), icon="star")
        yield Action(_("Mark as inactive"), page_url(ctx, "location_deactivate", **here), icon="ban")
    else:
        yield Action(_("Mark as active"), page_url(ctx, "location_activate", **here), icon="check")
    question = _("Delete this location?")
    yield Action(_("Delete"), page_url(ctx, "location_delete", **here), icon="trash", confirm=question, danger=True)


def _facts(ctx: Ctx, view: LocationView) -> Mapping[str, str]:
    address = view.address
    names = {other.location_id: other.name for other in locations(ctx)} if view.parent_id else {}
    lines = (address.get(part, "") for part in ("zip", "state", "city", "street_address1", "street_address2"))
    return {
        gettext("Kind of location"): str(LOCATION_TYPES[view.location_type]),
        gettext("Belongs to"): names.get(view.parent_id or 0, ""),
        gettext("Attention"): address.get("attention", ""),
        gettext("Address"): " ".join(line for line in lines if line),
        gettext("Country"): address.get("country", ""),
        gettext("Phone"): view.phone,
        gettext("Email"): view.email,
        gettext("Taking more than there is"): str(NEGATIVE[view.negative_stock]),
    }


def _activate(ctx: Ctx, location_id: int) -> None:
    set_location_active(ctx, location_id=location_id, is_active=True)


def _deactivate(ctx: Ctx, location_id: int) -> None:
    set_location_active(ctx, location_id=location_id, is_active=False)


def _mark_primary(ctx: Ctx, location_id: int) -> None:
    mark_primary_location(ctx, location_id=location_id)


def _delete(ctx: Ctx, location_id: int) -> None:
    delete_location(ctx, location_id=location_id)


_ONE = "settings/locations/<id:location_id>/"
PAGES: list[Page] = [
    *list_pages(LOCATIONS, "settings/locations/"),
    Page("settings/locations/new/", "location_create", EDIT, location_create_page, EDIT),
    Page(_ONE, "location", VIEW, location_page),
    Page(f"{_ONE}edit/", "location_edit", EDIT, location_edit_page, EDIT),
    action_page(
        f"{_ONE}primary/", "location_primary", VIEW, EDIT, _mark_primary,
        message=_("The location has been marked as primary."), then="location",
    ),
    action_page(
        f"{_ONE}activate/", "location_activate", VIEW, EDIT, _activate,
        message=_("The location has been marked as active."), then="location", undo="location_deactivate",
    ),
    action_page(
        f"{_ONE}deactivate/", "location_deactivate", VIEW, EDIT, _deactivate,
        message=_("The location has been marked as inactive."), then="location", undo="location_activate",
    ),
    action_page(
        f"{_ONE}delete/", "location_delete", VIEW, EDIT, _delete,
        message=_("The location has been deleted."), then="locations", keep=False,
    ),
]  # fmt: skip
