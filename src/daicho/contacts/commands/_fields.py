"""Checking the fields of a contact and turning them into columns."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from daicho.contacts.core.contact import (
    CONTACT_TYPES,
    LANGUAGES,
    PRICE_MODES,
    SUB_TYPES,
    TAX_ROUNDINGS,
    TAX_UNITS,
    ContactFields,
)
from daicho.contacts.core.names import name_key, search_key, sort_key
from daicho.contacts.core.registration import STATUSES, default_status
from daicho.contacts.core.terms import terms_from_code
from daicho.contacts.models import Contact
from daicho.kernel.errors import FieldError, InvalidInput, missing
from daicho.kernel.measure import MICRO_LIMIT
from daicho.kernel.money import Money, currency_decimals
from daicho.kernel.text import noop as _
from daicho.organizations.core.currencies import CURRENCIES
from daicho.organizations.core.registration_number import (
    is_corporate,
    is_registration_number,
    normal_registration_number,
)

EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")
_BAD_VALUE = _("Invalid value passed for %(field)s")
_TOO_LONG = _("%(field)s has more than %(limit)s characters.")
_COLUMNS = {
    "contact_name": "name",
    "customer_sub_type": "sub_type",
    "pricebook_id": "price_list_id",
    "track_1099": "tracks_1099",
    "credit_limit": "credit_limit_minor",
}
_ELSEWHERE = {
    "is_portal_enabled",
    "billing_address",
    "shipping_address",
    "contact_persons",
    "custom_fields",
    "details",
    "opening_balances",
}
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "contact_type": CONTACT_TYPES,
    "customer_sub_type": SUB_TYPES,
    "language_code": LANGUAGES,
    "tax_rounding": TAX_ROUNDINGS,
    "price_mode": PRICE_MODES,
    "tax_unit": TAX_UNITS,
    "tax_registration_status": STATUSES,
}


def put_fields(
    row: Contact, fields: ContactFields, *, japanese: bool, further_errors: Iterable[FieldError] = ()
) -> None:
    """Set the row's columns from what was given; Japanese rules for registration numbers where asked.

    Raises InvalidInput with every error at once.
    """
    values = {name: _trimmed(name, value) for name, value in fields.items() if name not in _ELSEWHERE}
    errors = [*_errors(values), *_registration_errors(row, values, japanese=japanese), *further_errors]
    if errors:
        raise InvalidInput(errors)
    for name, value in values.items():
        setattr(row, _COLUMNS.get(name, name), value)
    if "credit_limit" in values:
        row.credit_limit_minor = _minor(values["credit_limit"], row.currency_code)
    if "tax_registration_number" in values and "tax_registration_status" not in values:
        row.tax_registration_status = default_status(row.tax_registration_number)
    row.details = row.details | dict(fields.get("details", {}))
    row.name_key, row.sort_key = name_key(row.name), sort_key(row.name, row.name_kana)
    row.search_key = search_key(row.name, row.name_kana, row.company_name, row.contact_number)


def bad_value(field: str) -> FieldError:
    """Return the error of a field whose value cannot be."""
    return FieldError(field, _BAD_VALUE, {"field": field})


def too_long(model: type[object], name: str, value: str, field: str) -> FieldError | None:
    """Return the error of a text that is longer than its column allows, if it is."""
    limit = model._meta.get_field(name).max_length or 65_000  # type: ignore[attr-defined]
    return FieldError(field, _TOO_LONG, {"field": field, "limit": limit}) if len(value) > limit else None


def _trimmed(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    if name == "tax_registration_number":
        return normal_registration_number(value)
    if name == "payment_terms_code":
        terms = terms_from_code(value)
        return terms.code if terms else value
    return value.strip()


def _errors(values: Mapping[str, object]) -> Iterator[FieldError]:
    if not values.get("contact_name", "x"):
        yield missing("contact_name")
    for name, value in values.items():
        if name in _CHOICES and value not in _CHOICES[name]:
            yield bad_value(name)
        elif isinstance(value, str):
            error = too_long(Contact, _COLUMNS.get(name, name), value, name)
            if error:
                yield error
    limit = values.get("credit_limit")
    holds = {
        "payment_terms": terms_from_code(str(values.get("payment_terms_code", "net:0"))) is not None,
        "currency_id": values.get("currency_code", "JPY") in CURRENCIES,
        "credit_limit": not isinstance(limit, Decimal) or 0 <= limit <= MICRO_LIMIT // 10**6,
    }
    yield from (bad_value(name) for name, holding in holds.items() if not holding)


def _registration_errors(row: Contact, values: Mapping[str, object], *, japanese: bool) -> Iterator[FieldError]:
    """Check the registration as it will be; a sole proprietor's check digit is not known (japan.md REG-03)."""
    number = str(values.get("tax_registration_number", row.tax_registration_number))
    if japanese and "tax_registration_number" in values and number:
        if not is_registration_number(number):
            message = _("A registration number is T and 13 digits, for example T7000012050002.")
            yield FieldError("tax_registration_number", message)
        elif values.get("customer_sub_type", row.sub_type) == "business" and not is_corporate(number):
            yield FieldError("tax_registration_number", _("The check digit of the corporate number is wrong."))
    if values.get("tax_registration_status") == "registered" and not number:
        yield FieldError("tax_registration_number", _("A registered issuer has a registration number."), {}, 4)
    start = values.get("tax_registered_from", row.tax_registered_from)
    end = values.get("tax_registered_to", row.tax_registered_to)
    if isinstance(start, date) and isinstance(end, date) and end < start:
        yield FieldError("tax_registered_to", _("The registration cannot end before it begins."))


def _minor(limit: object, currency_code: str) -> int | None:
    return Money.of(limit, currency_code).minor if isinstance(limit, Decimal) else None


def credit_limit_value(row: Contact) -> Decimal | None:
    """Return a contact's credit limit in major units."""
    if row.credit_limit_minor is None:
        return None
    return Decimal(row.credit_limit_minor).scaleb(-currency_decimals(row.currency_code))
