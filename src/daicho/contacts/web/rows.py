"""Persons inside the form of a contact: any number of rows, each a small form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.contacts.core.contact import PERSON_LIMIT, PersonFields
from daicho.contacts.queries._views import PersonView
from daicho.kernel.context import Ctx
from daicho.platform.web.fields import as_id
from daicho.platform.web.forms import DaichoForm

NAMES = ("last_name", "first_name", "last_name_kana", "first_name_kana")
OTHERS = ("salutation", "department", "designation", "email", "phone", "mobile")
PORTAL = "enable_portal"


class PersonRow(DaichoForm):
    """One person. `key` is the row's name in the form: the person's id, or a made-up one for a new person."""

    last_name = forms.CharField(label=_("Last name"), required=False, max_length=100)
    first_name = forms.CharField(label=_("First name"), required=False, max_length=100)
    last_name_kana = forms.CharField(label=_("Last name (reading)"), required=False, max_length=100)
    first_name_kana = forms.CharField(label=_("First name (reading)"), required=False, max_length=100)
    salutation = forms.CharField(label=_("Salutation"), required=False, max_length=25)
    department = forms.CharField(label=_("Department"), required=False, max_length=100)
    designation = forms.CharField(label=_("Job title"), required=False, max_length=100)
    email = forms.CharField(
        label=_("Email"), required=False, max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    phone = forms.CharField(
        label=_("Phone"), required=False, max_length=50, widget=forms.TextInput(attrs={"type": "tel"})
    )
    mobile = forms.CharField(
        label=_("Mobile"), required=False, max_length=50, widget=forms.TextInput(attrs={"type": "tel"})
    )
    enable_portal = forms.BooleanField(label=_("May use the customer portal"), required=False)
    remove = forms.BooleanField(label=_("Remove this person"), required=False)

    def __init__(self, ctx: Ctx, key: str, *args: Any, is_primary: bool = False, **kwargs: Any) -> None:
        self.key, self.is_primary = key, is_primary
        super().__init__(ctx, *args, prefix=f"person-{key}", **kwargs)
        if ctx.locale == "ja":
            del self.fields["salutation"]
        else:
            names = ("salutation", "first_name", "last_name", "department", "designation", "email", "phone", "mobile")
            self.order_fields(names)

    @property
    def person_id(self) -> int | None:
        """The id of the person, None for a new one."""
        return as_id(self.key)

    def given(self) -> PersonFields | None:
        """Return what was entered, None for a row that is empty or to be removed."""
        values = {name: self.cleaned_data[name] for name in (*NAMES, *OTHERS, PORTAL) if name in self.cleaned_data}
        if self.cleaned_data["remove"] or not any(value for name, value in values.items() if name != PORTAL):
            return None
        fields: PersonFields = {**values, "is_primary_contact": self.is_primary}  # type: ignore[typeddict-item]
        if self.person_id:
            fields["contact_person_id"] = self.person_id
        return fields


def person_rows(ctx: Ctx, data: QueryDict | None, persons: Sequence[PersonView]) -> list[PersonRow]:
    """Return the rows of a form: those that were sent, else one for each person, else an empty one."""
    known = {str(person.person_id): person for person in persons}
    if data is not None:
        keys = [key for key in dict.fromkeys(data.getlist("person")) if key.isalnum() and key.isascii()][:PERSON_LIMIT]
        primary = data.get("primary_person", "")
        return [
            PersonRow(ctx, key[:40], data, initial=_initial(known.get(key)), is_primary=key == primary) for key in keys
        ]
    rows = [
        PersonRow(ctx, key, initial=_initial(person), is_primary=person.is_primary) for key, person in known.items()
    ]
    return rows or [PersonRow(ctx, "new", is_primary=True)]


def _initial(person: PersonView | None) -> dict[str, object]:
    if person is None:
        return {}
    values: dict[str, object] = {name: getattr(person, name) for name in (*NAMES, *OTHERS)}
    return values | {PORTAL: person.is_portal_enabled}
