"""The values of a list's cells, and how each kind of value is shown and exported."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Literal

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from daicho.kernel.measure import Quantity, Rate
from daicho.kernel.money import Money
from daicho.platform.web.format import Formats

Colour = Literal["", "blue", "green", "yellow", "orange", "red", "purple", "secondary"]


@dataclass(frozen=True, slots=True)
class Badge:
    """A state as a coloured label."""

    text: str
    colour: Colour = ""


@dataclass(frozen=True, slots=True)
class Price:
    """A unit price with its currency."""

    rate: Rate
    currency: str


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage."""

    rate: Rate


@dataclass(frozen=True, slots=True)
class Picture:
    """A small picture; `url` "" leaves its place empty. `text` is what a spreadsheet gets."""

    url: str
    text: str = ""


Value = str | Promise | Badge | Picture | Money | Price | Percent | Quantity | date | datetime | bool | int | None
"""What a column may return. Text is shown as it is; everything else has one way to be shown and one to be exported."""

Exported = str | int | Decimal | date | datetime | bool | None


def shown(value: Value, formats: Formats) -> str | SafeString:
    """Return the value as people read it; safe HTML only for badges and pictures."""
    match value:
        case None:
            return ""
        case Badge() | Picture():
            return _drawn(value)
        case Money():
            return formats.money(value)
        case Price():
            return formats.rate(value.rate, value.currency)
        case Percent():
            return formats.percent(value.rate)
        case Quantity():
            return formats.quantity(value)
        case datetime():
            return formats.moment(value)
        case date():
            return formats.date(value)
        case bool():
            return gettext("Yes") if value else gettext("No")
        case _:
            return str(value)


def _drawn(value: Badge | Picture) -> str | SafeString:
    if isinstance(value, Badge):
        return format_html('<span class="badge {}">{}</span>', badge_class(value.colour), str(value.text))
    return format_html('<img src="{}" alt="" class="list-picture" loading="lazy">', value.url) if value.url else ""


def exported(value: Value) -> Exported:
    """Return the value for a spreadsheet: exact numbers, real dates, moments in UTC without a zone, plain text."""
    match value:
        case Badge() | Picture():
            return str(value.text)
        case Money():
            return value.value
        case Quantity():
            return value.value.normalize()
        case Price() | Percent():
            return value.rate.value.normalize()
        case datetime():
            return value.astimezone(UTC).replace(tzinfo=None)
        case None | date() | bool() | int():
            return value
        case _:
            return str(value)


def badge_class(colour: str) -> str:
    """Return the CSS class of a badge."""
    return f"bg-{colour}-lt" if colour else "bg-secondary-lt"
