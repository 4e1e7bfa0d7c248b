"""Settings: the fields an organisation adds to its records."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from daicho.documents.core.kind import LINE_ENTITY
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop
from daicho.platform.custom_fields import (
    CustomField,
    CustomFieldInput,
    define_field,
    every_custom_field,
    remove_field,
    update_field,
)
from daicho.platform.custom_fields.references import reference_kinds
from daicho.platform.custom_fields.types import LABELS
from daicho.platform.web.detail import action_page
from daicho.platform.web.fields import SearchChoiceField
from daicho.platform.web.forms import DaichoForm, Editing, handle_form
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import render_page

ENTITIES: dict[str, Any] = {
    "contact": _("Contacts"),
    "item": _("Items"),
    "salesorder": _("Sales orders"),
    "package": _("Packages"),
    "shipment": _("Shipments"),
    "purchaseorder": _("Purchase orders"),
    "bill": _("Bills"),
    "salesreturn": _("Sales returns"),
    "vendorcredit": _("Vendor credits"),
    "purchasereceive": _("Purchase receives"),
    LINE_ENTITY: _("Document lines"),
}
"""Kinds of records that take custom fields, with their names."""

_CHOOSING = frozenset({"dropdown", "multiselect"})
_VIEW, _EDIT = "settings.view", "settings.edit"


class FieldForm(DaichoForm):
    """A custom field. Kind of record and type are fixed once it exists."""

    entity = forms.ChoiceField(label=_("Kind of record"), choices=list(ENTITIES.items()))
    label = forms.CharField(label=pgettext_lazy("custom field", "Label"), max_length=100)
    data_type = SearchChoiceField(label=_("Type"), choices=[(key, _(name)) for key, name in LABELS.items()])
    options = forms.CharField(
        label=_("Choices"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(),
        help_text=_("One a line; for the types with choices."),
    )
    reference = forms.ChoiceField(
        label=_("Refers to"), required=False, help_text=_("For the type that refers to a record.")
    )
    is_mandatory = forms.BooleanField(label=_("Must be filled in"), required=False)
    is_unique = forms.BooleanField(label=_("Every value only once"), required=False)
    shown_in_pdf = forms.BooleanField(label=_("Shown on the PDF"), required=False)
    is_active = forms.BooleanField(label=_("Active"), required=False, initial=True)

    def __init__(self, *args: Any, known: CustomField | None = None, **kwargs: Any) -> None:
        self.known = known
        super().__init__(*args, **kwargs)
        reference: Any = self.fields["reference"]
        reference.choices = [("", ""), *((kind, ENTITIES[kind]) for kind in reference_kinds() if kind in ENTITIES)]
        if known is not None:
            del self.fields["entity"], self.fields["data_type"], self.fields["reference"]
            if known.data_type not in _CHOOSING:
                del self.fields["options"]

    def given(self) -> CustomFieldInput:
        """Return what was entered."""
        data = dict(self.cleaned_data)
        data_type = self.known.data_type if self.known else data["data_type"]
        options = data.pop("options", "").splitlines()
        reference = data.pop("reference", "")
        if data_type in _CHOOSING:
            data["options"] = options
        elif data_type == "lookup" and self.known is None:
            data["options"] = [reference] if reference else []
        fields: CustomFieldInput = data  # type: ignore[assignment]
        return fields


def fields_page(request: PageRequest) -> HttpResponse:
    """Show the custom fields by kind of record."""
    ctx = request.ctx
    may_edit = ctx.actor.may(_EDIT)
    found = every_custom_field(ctx)
    groups = [
        {
            "title": title,
            "url": page_url(ctx, "custom_field_create") + f"?entity={entity}" if may_edit else "",
            "rows": [_row(request, field, may_edit=may_edit) for field in found if field.entity == entity],
        }
        for entity, title in ENTITIES.items()
    ]
    return render_page(request, "documents/custom_fields.html", {"title": gettext("Custom fields"), "groups": groups})


def _row(request: PageRequest, field: CustomField, *, may_edit: bool) -> dict[str, object]:
    marks = (
        (field.is_mandatory, _("mandatory")),
        (field.is_unique, _("unique")),
        (field.shown_in_pdf, _("on the PDF")),
    )
    return {
        "label": field.label,
        "api_name": field.api_name,
        "type": _(LABELS[field.data_type]),
        "marks": [str(text) for is_set, text in marks if is_set],
        "is_active": field.is_active,
        "url": page_url(request.ctx, "custom_field_edit", field_id=field.field_id) if may_edit else "",
        "delete_url": page_url(request.ctx, "custom_field_delete", field_id=field.field_id) if may_edit else "",
    }


def create_page(request: PageRequest) -> HttpResponse:
    """Add a custom field."""
    ctx = request.ctx
    entity = request.GET.get("entity", "")
    initial = {"entity": entity if entity in ENTITIES else "contact", "is_active": True}
    form = FieldForm(ctx, request.POST if request.method == "POST" else None, initial=initial)
    editing = Editing(
        title=_("New custom field"),
        save=lambda: define_field(ctx, fields=form.given()),
        url=lambda _field_id: page_url(ctx, "custom_fields"),
        message=_("The custom field has been added."),
        cancel_url=page_url(ctx, "custom_fields"),
    )
    return handle_form(request, form, editing)


def edit_page(request: PageRequest, field_id: int) -> HttpResponse:
    """Change a custom field."""
    ctx = request.ctx
    known = next((field for field in every_custom_field(ctx) if field.field_id == field_id), None)
    if known is None:
        raise NotFound(noop("Custom field does not exist."))
    initial = {
        "label": known.label,
        "options": "\n".join(known.options),
        "is_mandatory": known.is_mandatory,
        "is_unique": known.is_unique,
        "shown_in_pdf": known.shown_in_pdf,
        "is_active": known.is_active,
    }
    form = FieldForm(ctx, request.POST if request.method == "POST" else None, initial=initial, known=known)
    editing = Editing(
        title=known.label,
        save=lambda: update_field(ctx, field_id=field_id, fields=form.given()),
        url=lambda _nothing: page_url(ctx, "custom_fields"),
        message=_("The custom field has been changed."),
        cancel_url=page_url(ctx, "custom_fields"),
    )
    return handle_form(request, form, editing)


_ONE = "settings/customfields/<id:field_id>/"
PAGES: list[Page] = [
    Page("settings/customfields/", "custom_fields", _VIEW, fields_page),
    Page("settings/customfields/new/", "custom_field_create", _EDIT, create_page, _EDIT),
    Page(_ONE, "custom_field_edit", _EDIT, edit_page, _EDIT),
    action_page(
        f"{_ONE}delete/",
        "custom_field_delete",
        _VIEW,
        _EDIT,
        lambda ctx, field_id: remove_field(ctx, field_id=field_id),
        message=_("The custom field and its values have been deleted."),
        then="custom_fields",
        keep=False,
    ),
]
