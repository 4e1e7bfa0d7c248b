"""Checking the fields of an organisation and putting them into its row."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import cast
from zoneinfo import available_timezones

from daicho.kernel.errors import FieldError, InvalidInput, missing
from daicho.kernel.text import noop as _
from daicho.organizations.core.currencies import CURRENCIES
from daicho.organizations.core.organization import CHOICES, DATE_FORMATS, JAPAN, OrganizationFields, country_of
from daicho.organizations.core.registration_number import (
    is_corporate,
    is_registration_number,
    normal_registration_number,
)
from daicho.organizations.models import Organization
from daicho.platform.countries import country_names

_PORTAL_NAME = re.compile(r"[a-z0-9][a-z0-9-]{2,99}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_EARLIEST = date(1970, 1, 1)
_APART = frozenset({"country", "currency_code", "tax_bookkeeping", "tax_bookkeeping_since"})
"""What is not put into the column of its name."""
_BAD_VALUE = _("Invalid value passed for %(field)s")


def checked_fields(fields: OrganizationFields, *, country_code: str, business_type: str) -> OrganizationFields:
    """Return `fields` trimmed and normalised. Raises InvalidInput with every error at once."""
    trimmed = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    if not trimmed.get("portal_name", "kept"):
        del trimmed["portal_name"]  # a portal always has a name: emptied means unchanged
    values = cast(OrganizationFields, trimmed)
    if "tax_registration_number" in values and country_code == JAPAN:
        values["tax_registration_number"] = normal_registration_number(values["tax_registration_number"])
    errors = [*_errors(values), *_registration_errors(values, country_code, business_type)]
    if errors:
        raise InvalidInput(errors)
    return values


def country_code_of(fields: OrganizationFields) -> str:
    """Return the ISO code of the country in `fields`. Raises InvalidInput for a country nobody knows."""
    code = country_of(fields, country_names())
    if code is None:
        raise InvalidInput([FieldError("country", _BAD_VALUE, {"field": "country"})])
    return code


def put_fields(row: Organization, values: OrganizationFields) -> None:
    """Set the row's columns from checked values, but for those `_APART`."""
    for name, value in values.items():
        if name not in _APART:
            setattr(row, name, value)


def _errors(values: OrganizationFields) -> Iterator[FieldError]:
    if "name" in values and not values["name"]:
        yield missing("name")
    for name, value in values.items():
        if isinstance(value, str) and name not in _APART:
            limit = Organization._meta.get_field(name).max_length or 2000  # type: ignore[union-attr]
            if len(value) > limit:
                parameters = {"field": name, "limit": limit}
                yield FieldError(name, _("%(field)s has more than %(limit)s characters."), parameters)
        if name in CHOICES and value not in CHOICES[name]:
            yield FieldError(name, _BAD_VALUE, {"field": name})
    tests: dict[str, Callable[[], bool]] = {
        "time_zone": lambda: values["time_zone"] in available_timezones(),
        "currency_code": lambda: values["currency_code"] in CURRENCIES,
        "date_format": lambda: values["date_format"] in DATE_FORMATS,
        "fiscal_year_start_month": lambda: 1 <= values["fiscal_year_start_month"] <= 12,
        "portal_name": lambda: _PORTAL_NAME.fullmatch(values["portal_name"]) is not None,
        "email": lambda: not values["email"] or _EMAIL.fullmatch(values["email"]) is not None,
        "opening_date": lambda: values["opening_date"] is None or values["opening_date"] >= _EARLIEST,
    }
    for name, holds in tests.items():
        if name in values and not holds():
            yield FieldError(name, _BAD_VALUE, {"field": name})


def _registration_errors(values: OrganizationFields, country_code: str, business_type: str) -> Iterator[FieldError]:
    number = values.get("tax_registration_number", "")
    if country_code != JAPAN or not number:
        return
    if not is_registration_number(number):
        message = _("A registration number is T and 13 digits, for example T7000012050002.")
        yield FieldError("tax_registration_number", message)
    elif values.get("business_type", business_type) == "corporation" and not is_corporate(number):
        message = _("The check digit of the registration number is wrong. Please compare it with the notice.")
        yield FieldError("tax_registration_number", message)
