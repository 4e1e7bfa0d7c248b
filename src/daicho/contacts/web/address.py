"""Further addresses of a contact: warehouses, branches."""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.contacts.commands.add_contact_address import add_contact_address
from daicho.contacts.commands.delete_contact_address import delete_contact_address
from daicho.contacts.commands.update_contact_address import update_contact_address
from daicho.contacts.core.contact import AddressFields
from daicho.contacts.queries.address_list import address_list
from daicho.contacts.queries.contact_detail import contact_detail
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop
from daicho.platform.countries import country_names
from daicho.platform.web.detail import go_to
from daicho.platform.web.fields import SearchChoiceField
from daicho.platform.web.forms import DaichoForm, Editing, Section, dress, handle_form
from daicho.platform.web.page import PageRequest, page_url
from daicho.platform.web.render import announce

LABELS = {
    "zip": _("Postal code"),
    "state": _("State or prefecture"),
    "city": _("City"),
    "address": _("Street"),
    "street2": _("Building, room"),
    "country_code": _("Country"),
    "attention": _("Attention"),
    "phone": _("Phone"),
    "fax": _("Fax"),
}
_ROWS = {
    "ja": (("zip", "state"), ("city", "address"), ("street2", "attention"), ("phone", "fax", "country_code")),
    "en": (("attention", "address"), ("street2", "city"), ("state", "zip"), ("country_code", "phone", "fax")),
}
_AUTOCOMPLETE = {"zip": "postal-code", "state": "address-level1", "city": "address-level2"}
_LENGTHS = {"address": 500, "street2": 500, "attention": 200, "zip": 50, "phone": 50, "fax": 50}


def address_rows(ctx: Ctx, prefix: str = "") -> tuple[tuple[str, ...], ...]:
    """Return the rows of fields of an address in the order of the person's language."""
    rows = _ROWS["ja" if ctx.locale == "ja" else "en"]
    return tuple(tuple(prefix + name for name in row) for row in rows)


def address_field(ctx: Ctx, name: str, section: str) -> Any:
    """Return the form field for one part of an address; `section` keeps the browser's suggestions apart."""
    if name == "country_code":
        countries = [("", ""), *country_names(ctx.locale).items()]
        field: Any = SearchChoiceField(label=LABELS[name], required=False, choices=countries)
    else:
        field = forms.CharField(label=LABELS[name], required=False, max_length=_LENGTHS.get(name, 100))
    field.widget.attrs["autocomplete"] = f"section-{section} {_AUTOCOMPLETE[name]}" if name in _AUTOCOMPLETE else "off"
    dress(field.widget)
    return field


def with_country(ctx: Ctx, lines: dict[str, str]) -> AddressFields:
    """Return the parts of an address with the country's name beside its code, where the code is among them."""
    code = lines.get("country_code")
    if code is not None:
        lines["country"] = country_names("ja" if ctx.locale == "ja" else "en")[code] if code else ""
    return lines  # type: ignore[return-value]


class AddressForm(DaichoForm):
    """One address."""

    def __init__(self, ctx: Ctx, *args: Any, **kwargs: Any) -> None:
        super().__init__(ctx, *args, **kwargs)
        for name in LABELS:
            self.fields[name] = address_field(ctx, name, "further")

    @property
    def sections(self) -> tuple[Section, ...]:  # type: ignore[override]
        """One section, in the order of the person's language."""
        return (Section("", address_rows(self.ctx)),)

    def given(self) -> AddressFields:
        """Return what was entered."""
        return with_country(self.ctx, {name: self.cleaned_data[name] or "" for name in LABELS})


def address_create_page(request: PageRequest, contact_id: int) -> HttpResponse:
    """Add an address."""
    ctx = request.ctx
    contact_detail(ctx, contact_id=contact_id)
    form = AddressForm(ctx, request.POST if request.method == "POST" else None)
    here = page_url(ctx, "contact", contact_id=contact_id)
    editing = Editing(
        title=_("Add an address"),
        save=lambda: add_contact_address(ctx, contact_id=contact_id, fields=form.given()),
        url=lambda _address_id: here,
        message=_("The address has been created."),
        cancel_url=here,
    )
    return handle_form(request, form, editing)


def address_edit_page(request: PageRequest, contact_id: int, address_id: int) -> HttpResponse:
    """Change an address."""
    ctx = request.ctx
    rows = address_list(ctx, contact_id=contact_id)
    address = next((row for row in rows if row.address_id == address_id), None)
    if address is None:
        raise NotFound(noop("Address does not exist."))
    data = request.POST if request.method == "POST" else None
    form = AddressForm(ctx, data, initial={name: getattr(address, name) for name in LABELS})
    here = page_url(ctx, "contact", contact_id=contact_id)
    editing = Editing(
        title=_("Address"),
        save=lambda: update_contact_address(ctx, contact_id=contact_id, address_id=address_id, fields=form.given()),
        url=lambda _nothing: here,
        message=_("The address has been updated."),
        cancel_url=here,
    )
    return handle_form(request, form, editing)


def address_delete_page(request: PageRequest, contact_id: int, address_id: int) -> HttpResponse:
    """Remove an address."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    delete_contact_address(request.ctx, contact_id=contact_id, address_id=address_id)
    announce(request, gettext("The address has been deleted."))
    return go_to(request, page_url(request.ctx, "contact", contact_id=contact_id))
