"""Plain views of addresses and persons, shared by the queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from daicho.contacts.models import Address, Person


@dataclass(frozen=True, slots=True)
class AddressView:
    """An address; `state` is the prefecture, `address` and `street2` the lines below the city."""

    address_id: int = 0
    role: str = ""
    attention: str = ""
    zip: str = ""
    state: str = ""
    state_code: str = ""
    city: str = ""
    address: str = ""
    street2: str = ""
    country: str = ""
    country_code: str = ""
    phone: str = ""
    fax: str = ""


@dataclass(frozen=True, slots=True)
class PersonView:
    """A contact person."""

    person_id: int
    contact_id: int
    salutation: str
    first_name: str
    last_name: str
    first_name_kana: str
    last_name_kana: str
    email: str
    phone: str
    mobile: str
    skype: str
    designation: str
    department: str
    is_primary: bool
    is_portal_enabled: bool
    is_sms_enabled: bool
    is_whatsapp_enabled: bool


_ADDRESS = ("id", *tuple(AddressView.__dataclass_fields__)[1:])
PERSON_COLUMNS = ("id", *tuple(PersonView.__dataclass_fields__)[1:])
_ROLES = {"billing": 0, "shipping": 1, "additional": 2}


def addresses_of(contact_ids: Sequence[int]) -> dict[int, list[AddressView]]:
    """Return the contacts' addresses: billing, shipping, then the additional ones."""
    found = defaultdict(list)
    rows = Address.objects.filter(contact_id__in=contact_ids).order_by("id")
    for contact_id, *values in rows.values_list("contact_id", *_ADDRESS):
        found[contact_id].append(AddressView(*values))
    return {contact_id: sorted(views, key=lambda view: _ROLES[view.role]) for contact_id, views in found.items()}


def persons_of(contact_ids: Sequence[int]) -> dict[int, list[PersonView]]:
    """Return the contacts' persons in their order, the primary one first."""
    found = defaultdict(list)
    rows = Person.objects.filter(contact_id__in=contact_ids).order_by("-is_primary", "position", "id")
    for values in rows.values_list(*PERSON_COLUMNS):
        found[values[1]].append(PersonView(*values))
    return dict(found)


def person_view(rows: "QuerySet[Person]") -> PersonView | None:
    """Return the first of `rows` as a view."""
    values = rows.values_list(*PERSON_COLUMNS).first()
    return PersonView(*values) if values else None
