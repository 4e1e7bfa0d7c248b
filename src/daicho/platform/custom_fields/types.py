"""The types of custom fields: from what a client or a form sends to canonical text."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.periods import read_day, read_moment
from daicho.kernel.text import noop as _
from daicho.platform.listing import is_id

STRING_LENGTH = 255
TEXT_LENGTH = 10_000
_NUMBER_LIMIT = Decimal(10**15)

LABELS = {
    "string": _("Text of one line"),
    "multiline": _("Text of several lines"),
    "email": _("E-mail address"),
    "url": _("Web address"),
    "phone": _("Phone number"),
    "number": _("Whole number"),
    "decimal": _("Decimal number"),
    "amount": _("Amount"),
    "percent": _("Percentage"),
    "date": _("Date"),
    "date_time": _("Date and time"),
    "check_box": _("Check box"),
    "autonumber": _("Automatic number"),
    "dropdown": _("Choice"),
    "multiselect": _("Several choices"),
    "lookup": _("Reference to a record"),
    "attachment": _("File"),
}
"""Every type with its name for people; the keys are those of the wire (`data_type`)."""


def canonical(data_type: str, value: object, *, options: Sequence[str] = (), name: str) -> str:
    """Return `value` as the canonical text of a field of `data_type`; "" for no value.

    Numbers without trailing zeros, dates as yyyy-mm-dd, moments in UTC, check boxes "true" or "false", several choices
    joined by commas in the order of the options, references and files as ids. Raises InvalidInput naming `name`.
    """
    if data_type == "multiselect":
        chosen = [str(part).strip() for part in (value if isinstance(value, list) else str(value or "").split(","))]
        if not {part for part in chosen if part} <= set(options):
            raise refused(name)
        return ",".join(option for option in options if option in chosen)
    text = "" if value is None else str(value).strip()
    if not text:
        return ""
    if data_type == "dropdown":
        if text not in options:
            raise refused(name)
        return text
    try:
        return _PARSERS[data_type](text)
    except (ValueError, InvalidOperation, ValidationError):
        raise refused(name) from None


def refused(name: str) -> InvalidInput:
    """Return the error of a value that a field cannot hold."""
    return InvalidInput([FieldError(name, _("Invalid value passed for %(field)s"), {"field": name}, 2)])


def _text(limit: int) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if len(text) > limit or "\x00" in text:
            raise ValueError
        return text

    return parse


def _email(text: str) -> str:
    validate_email(text)
    return _text(STRING_LENGTH)(text)


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError
    return _text(2000)(text)


def _phone(text: str) -> str:
    if not re.fullmatch(r"[+()0-9 ./#*-]{3,40}", text):
        raise ValueError
    return text


def _decimal(text: str) -> str:
    number = Decimal(text)
    if not number.is_finite() or abs(number) >= _NUMBER_LIMIT:
        raise ValueError
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _whole(text: str) -> str:
    number = _decimal(text)
    if "." in number:
        raise ValueError
    return number


def _moment(text: str) -> str:
    return read_moment(text).astimezone(UTC).isoformat(timespec="seconds")


def _check(text: str) -> str:
    lower = text.lower()
    if lower not in {"true", "false"}:
        raise ValueError
    return lower


def _id(text: str) -> str:
    if not is_id(text):
        raise ValueError
    return text


_PARSERS: dict[str, Callable[[str], str]] = {
    "string": _text(STRING_LENGTH),
    "multiline": _text(TEXT_LENGTH),
    "email": _email,
    "url": _url,
    "phone": _phone,
    "number": _whole,
    "decimal": _decimal,
    "amount": _decimal,
    "percent": _decimal,
    "date": lambda text: read_day(text).isoformat(),
    "date_time": _moment,
    "check_box": _check,
    "autonumber": _text(STRING_LENGTH),
    "lookup": _id,
    "attachment": _id,
}
