"""Changing the addresses on a document."""

from dataclasses import asdict
from typing import Any, Literal

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from daicho.documents.commands.change_address import change_address
from daicho.documents.queries._views import DocumentView
from daicho.documents.queries.document_view import document_view
from daicho.documents.web.face import WebFace
from daicho.platform.web.forms import DaichoForm, Editing, Section, dress, handle_form
from daicho.platform.web.page import PageRequest, page_url

_PARTS = {
    "attention": _("Attention"),
    "zip": _("Postal code"),
    "state": _("Prefecture or state"),
    "city": _("City"),
    "address": _("Street"),
    "street2": _("Building"),
    "country": _("Country"),
    "phone": _("Phone"),
}
_ROLES: tuple[Literal["billing_address", "shipping_address"], ...] = ("billing_address", "shipping_address")
_ROWS = ("attention", ("zip", "state"), ("city", "address"), "street2", ("country", "phone"))


class AddressesForm(DaichoForm):
    """Both addresses of a document."""

    sections = tuple(
        Section(
            title,
            tuple(
                tuple(f"{role}_{name}" for name in row) if isinstance(row, tuple) else f"{role}_{row}" for row in _ROWS
            ),
        )
        for role, title in zip(_ROLES, (_("Billing address"), _("Shipping address")), strict=True)
    )

    def __init__(self, *args: Any, view: DocumentView, **kwargs: Any) -> None:
        initial = {
            f"{role}_{name}": value
            for role in _ROLES
            for name, value in asdict(getattr(view, role)).items()
            if name in _PARTS
        }
        super().__init__(*args, initial=initial, **kwargs)
        for role in _ROLES:
            for name, label in _PARTS.items():
                field = forms.CharField(label=label, required=False, max_length=200)
                dress(field.widget)
                self.fields[f"{role}_{name}"] = field


def addresses_page(request: PageRequest, face: WebFace, document_id: int) -> HttpResponse:
    """Show the addresses, or change them."""
    ctx = request.ctx
    view = document_view(ctx, kind=face.kind, document_id=document_id, with_files=False)
    form = AddressesForm(ctx, request.POST if request.method == "POST" else None, view=view)
    here = page_url(ctx, face.page(), **{face.kind.names.id: document_id})

    def save() -> None:
        changed = form.changed_fields()
        for role in _ROLES:
            parts = {name: changed[f"{role}_{name}"] for name in _PARTS if f"{role}_{name}" in changed}
            if parts:
                change_address(ctx, kind=face.kind, document_id=document_id, role=role, address=parts)

    editing = Editing(
        title=_("Addresses of %(number)s") % {"number": view.number},
        save=save,
        url=lambda _nothing: here,
        message=face.labels.updated,
        cancel_url=here,
        entity=face.kind.entity,
        entity_id=document_id,
    )
    return handle_form(request, form, editing)
