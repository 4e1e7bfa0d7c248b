"""Everything about one contact."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from daicho.contacts.models import Contact
from daicho.contacts.queries._views import AddressView, PersonView, addresses_of, persons_of
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.custom_fields import CustomValue, record_fields
from daicho.taxes.queries.taxes import TaxChoice, tax_choices


@dataclass(frozen=True, slots=True)
class ContactView:
    """A contact with what is its own. `custom_values` are all custom fields of contacts, empty ones included."""

    contact_id: int
    contact_type: str
    name: str
    name_kana: str
    company_name: str
    contact_number: str
    sub_type: str
    website: str
    language_code: str
    currency_code: str
    payment_terms_code: str
    payment_terms_label: str
    credit_limit_minor: int | None
    price_list_id: int | None
    owner_id: int | None
    is_taxable: bool
    tax_id: int | None
    tax_rounding: str
    price_mode: str
    tax_unit: str
    tax_registration_number: str
    tax_registration_status: str
    tax_registered_from: date | None
    tax_registered_to: date | None
    tax_registration_checked_on: date | None
    notes: str
    is_active: bool
    payment_reminder_enabled: bool
    tracks_1099: bool
    details: Mapping[str, object]
    created_at: datetime
    modified_at: datetime
    tax: TaxChoice | None
    addresses: tuple[AddressView, ...]
    persons: tuple[PersonView, ...]
    custom_values: tuple[CustomValue, ...]

    @property
    def billing_address(self) -> AddressView:
        """The billing address, without any value where there is none."""
        return self._address("billing")

    @property
    def shipping_address(self) -> AddressView:
        """The shipping address, without any value where there is none."""
        return self._address("shipping")

    @property
    def primary_person(self) -> PersonView | None:
        """The primary person, None where the contact has nobody."""
        return self.persons[0] if self.persons else None

    @property
    def is_portal_enabled(self) -> bool:
        """Whether anybody of the contact may enter the portal."""
        return any(person.is_portal_enabled for person in self.persons)

    def _address(self, role: str) -> AddressView:
        return next((address for address in self.addresses if address.role == role), AddressView(role=role))


_OWN = tuple(ContactView.__dataclass_fields__)
_COLUMNS = _OWN[1 : _OWN.index("tax")]


def contact_detail(ctx: Ctx, *, contact_id: int, with_parts: bool = True) -> ContactView:
    """Return a contact, `with_parts` also its persons, addresses and custom fields. Raises NotFound."""
    row = Contact.objects.filter(id=contact_id, merged_into=None).values_list("id", *_COLUMNS).first()
    if row is None:
        raise NotFound(_("Contact does not exist."))
    tax_id = row[_COLUMNS.index("tax_id") + 1]
    taxes = tax_choices(ctx, tax_ids=[tax_id]) if tax_id and with_parts else []
    parts: dict[str, Any] = {"addresses": (), "persons": (), "custom_values": ()}
    if with_parts:
        parts = {
            "addresses": tuple(addresses_of([contact_id]).get(contact_id, ())),
            "persons": tuple(persons_of([contact_id]).get(contact_id, ())),
            "custom_values": tuple(record_fields(ctx, entity="contact", entity_id=contact_id)),
        }
    return ContactView(*row, **{"tax": taxes[0] if taxes else None, **parts})
