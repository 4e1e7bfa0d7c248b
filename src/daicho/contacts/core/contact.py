"""What a contact is made of, and the values its parts may have. Keys are the names of the wire."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, TypedDict

ContactType = Literal["customer", "vendor"]
SubType = Literal["business", "individual"]
AddressRole = Literal["billing", "shipping", "additional"]

CONTACT_TYPES: tuple[ContactType, ...] = ("customer", "vendor")
SUB_TYPES: tuple[SubType, ...] = ("business", "individual")
LANGUAGES = ("de", "en", "es", "fr", "it", "ja", "nl", "pt", "pt_br", "sv", "zh", "en_gb")
PRICE_MODES = ("", "tax_exclusive", "tax_inclusive")
TAX_ROUNDINGS = ("", "floor", "half_up", "ceil")
TAX_UNITS = ("", "statement")

NAME_LENGTH = 200
PERSON_LIMIT = 100
ADDRESS_LIMIT = 100


class AddressFields(TypedDict, total=False):
    """An address: `state` is the prefecture, `address` and `street2` the lines below the city."""

    attention: str
    zip: str
    state: str
    state_code: str
    city: str
    address: str
    street2: str
    country: str
    country_code: str
    phone: str
    fax: str


class PersonFields(TypedDict, total=False):
    """A contact person. With `contact_person_id` it is an existing one."""

    contact_person_id: int
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
    is_primary_contact: bool
    enable_portal: bool
    is_sms_enabled: bool
    is_whatsapp_enabled: bool


class OpeningBalancePart(TypedDict, total=False):
    """What was open before the books began, in the contact's currency (positive: owed by a customer, or to a vendor).

    `exchange_rate`: base units for one unit; None for the rate of the opening day. `location_id` must exist.
    """

    location_id: int | None
    exchange_rate: Decimal | None
    opening_balance_amount: Decimal


class ContactFields(TypedDict, total=False):
    """Input of create and update; an absent key is unchanged, or its default at creation.

    `contact_persons` replaces all persons (those without `contact_person_id` are new, those left out go). `details`
    holds further documented values by their wire names; given keys are merged. `custom_fields` names
    fields and gives values (platform.custom_fields). `opening_balances` replaces those that were.
    """

    contact_type: ContactType
    contact_name: str
    name_kana: str
    company_name: str
    contact_number: str
    customer_sub_type: SubType
    website: str
    language_code: str
    currency_code: str
    payment_terms_code: str
    payment_terms_label: str
    credit_limit: Decimal | None
    pricebook_id: int | None
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
    payment_reminder_enabled: bool
    is_portal_enabled: bool
    track_1099: bool
    details: Mapping[str, object]
    billing_address: AddressFields
    shipping_address: AddressFields
    contact_persons: Sequence[PersonFields]
    custom_fields: Sequence[Mapping[str, object]]
    opening_balances: Sequence[OpeningBalancePart]
