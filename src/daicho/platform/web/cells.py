"""The values of a list's cells, and how each kind of value is shown and exported."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

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
    """A unit price with its currency; "" stands for the base currency."""

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


@dataclass(frozen=True, slots=True)
class Stock:
    """A quantity in stock, in both countings; people see that of the organisation's stock mode."""

    accounting: Quantity
    physical: Quantity

    def by(self, formats: Formats) -> Quantity:
        """Return the quantity that the organisation works by."""
        return self.physical if formats.stock_mode == "physical" else self.accounting


Value = (
    str | Promise | Badge | Picture | Money | Price | Percent | Quantity | Stock | date | datetime | bool | int | None
)
"""What a column may return. Text is shown as it is; everything else has one way to be shown and one to be exported."""

PLAIN = Formats()
Exported = str | int | Decimal | date | datetime | bool | None


def shown(value: Value, formats: Formats) -> str | SafeString:
    """Return the value as people read it; safe HTML only for badges and pictures."""
    write = next((write for kind, write in _SHOWN if isinstance(value, kind)), None)
    if write:
        return write(value, formats)
    return "" if value is None else str(value)


def exported(value: Value, formats: Formats = PLAIN) -> Exported:
    """Return the value for a spreadsheet: exact numbers, real dates, moments in UTC without a zone, plain text."""
    if isinstance(value, Stock):
        value = value.by(formats)
    write = next((write for kind, write in _EXPORTED if isinstance(value, kind)), None)
    if write:
        return write(value)
    return value if value is None or isinstance(value, date | int) else str(value)


def _badge(badge: Badge, _formats: Formats) -> SafeString:
    return format_html('<span class="badge {}">{}</span>', badge_class(badge.colour), str(badge.text))


def _picture(picture: Picture, _formats: Formats) -> str | SafeString:
    if not picture.url:
        return ""
    return format_html('<img src="{}" alt="" class="list-picture" loading="lazy">', picture.url)


# By kind, the narrower one first: a datetime is a date too, and a bool an int.
_SHOWN: tuple[tuple[type, Callable[[Any, Formats], str | SafeString]], ...] = (
    (Badge, _badge),
    (Picture, _picture),
    (Money, lambda money, formats: formats.money(money)),
    (Price, lambda price, formats: formats.rate(price.rate, price.currency)),
    (Percent, lambda percent, formats: formats.percent(percent.rate)),
    (Quantity, lambda quantity, formats: formats.quantity(quantity)),
    (Stock, lambda stock, formats: formats.quantity(stock.by(formats))),
    (datetime, lambda moment, formats: formats.moment(moment)),
    (date, lambda day, formats: formats.date(day)),
    (bool, lambda flag, formats: formats.flag(flag)),
)
_EXPORTED: tuple[tuple[type, Callable[[Any], Exported]], ...] = (
    (Badge, lambda badge: str(badge.text)),
    (Picture, lambda picture: str(picture.text)),
    (Money, lambda money: money.value),
    (Quantity, lambda quantity: quantity.value.normalize()),
    (Price, lambda price: price.rate.value.normalize()),
    (Percent, lambda percent: percent.rate.value.normalize()),
    (datetime, lambda moment: moment.astimezone(UTC).replace(tzinfo=None)),
)


def badge_class(colour: str) -> str:
    """Return the CSS class of a badge."""
    return f"bg-{colour}-lt" if colour else "bg-secondary-lt"
