"""Columns of a file of customers and vendors, and the contact that a row describes."""

from collections.abc import Mapping
from typing import cast

from daicho.contacts.core.contact import AddressFields, PersonFields
from daicho.contacts.core.importing import ContactRow
from daicho.exchange.core.custom import custom_given
from daicho.exchange.core.field import ImportField, ImportKind, words
from daicho.kernel.text import noop as _

_TYPES = words(
    customer="customers,client,顧客,得意先,お客様,販売先,売上先",
    vendor="vendors,supplier,suppliers,仕入先,購入先,外注先,支払先",
)
_SUB_TYPES = words(business="company,法人,会社,企業,事業者", individual="person,個人,個人事業主")
_LANGUAGES = words(ja="japanese,日本語", en="english,英語", de="german", fr="french", es="spanish", zh="chinese,中国語")
_PERSON = _("Contact person")
_PERSON_FIELDS = (
    ImportField("salutation", _("Salutation"), group=_PERSON),
    ImportField("last_name", _("Last name"), group=_PERSON),
    ImportField("first_name", _("First name"), group=_PERSON),
    ImportField("last_name_kana", _("Last name (kana)"), group=_PERSON),
    ImportField("first_name_kana", _("First name (kana)"), group=_PERSON),
    ImportField("email", _("Email"), group=_PERSON),
    ImportField("phone", _("Phone"), group=_PERSON),
    ImportField("mobile", _("Mobile"), group=_PERSON),
    ImportField("designation", _("Job title"), group=_PERSON),
    ImportField("department", _("Department"), group=_PERSON),
)
_ADDRESS_PARTS = {
    "attention": _("Attention"),
    "zip": _("Postal code"),
    "state": _("Prefecture or state"),
    "city": _("City"),
    "address": _("Address line 1"),
    "street2": _("Address line 2"),
    "country": _("Country"),
    "phone": _("Phone"),
    "fax": _("Fax"),
}


def _address_fields(role: str, group: str) -> tuple[ImportField, ...]:
    return tuple(ImportField(f"{role}_{part}", label, group=group) for part, label in _ADDRESS_PARTS.items())


CONTACTS = ImportKind(
    "contacts",
    _("Contacts"),
    "contact",
    (
        ImportField("contact_name", _("Name"), required=True),
        ImportField("name_kana", _("Name (kana)")),
        ImportField("contact_type", _("Kind"), kind="choice", choices=_TYPES),
        ImportField("customer_sub_type", _("Business or individual"), kind="choice", choices=_SUB_TYPES),
        ImportField("company_name", _("Company")),
        ImportField("contact_number", _("Contact number")),
        ImportField("website", _("Website")),
        ImportField("language_code", _("Language"), kind="choice", choices=_LANGUAGES),
        ImportField("currency_code", _("Currency"), kind="code"),
        ImportField("payment_terms", _("Payment terms"), kind="terms"),
        ImportField("credit_limit", _("Credit limit"), kind="number"),
        ImportField("tax_registration_number", _("Tax registration number")),
        ImportField("notes", _("Notes")),
        ImportField("is_active", _("Active"), kind="flag"),
        *_PERSON_FIELDS,
        *_address_fields("billing", _("Billing address")),
        *_address_fields("shipping", _("Shipping address")),
    ),
    {f"{role}_address.{part}": f"{role}_{part}" for role in ("billing", "shipping") for part in _ADDRESS_PARTS}
    | {f"contact_persons[0].{item.key}": item.key for item in _PERSON_FIELDS}
    | {"payment_terms_code": "payment_terms"},
)


def contact_row(values: Mapping[str, object]) -> ContactRow:
    """Return the contact that a row's values (by field key) describe; absent keys stay absent."""
    own = {item.key for item in CONTACTS.fields if not item.group} - {"payment_terms"}
    row: dict[str, object] = {key: value for key, value in values.items() if key in own}
    if "payment_terms" in values:
        row["payment_terms_code"] = values["payment_terms"]
    for role in ("billing", "shipping"):
        address = {part: values[f"{role}_{part}"] for part in _ADDRESS_PARTS if f"{role}_{part}" in values}
        if address:
            row[f"{role}_address"] = cast(AddressFields, address)
    person = {item.key: values[item.key] for item in _PERSON_FIELDS if item.key in values}
    if person:
        row["contact_persons"] = [cast(PersonFields, person)]
    row["custom_fields"] = custom_given(values)
    return cast(ContactRow, row)
