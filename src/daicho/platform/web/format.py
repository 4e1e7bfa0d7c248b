"""Values as people read them. Views format; templates receive strings (docs/internals/web.md)."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from babel.numbers import get_currency_name
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import get_language, gettext

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity, Rate
from daicho.kernel.money import Money, currency_decimals

DATE_FORMATS = ("yyyy/MM/dd", "yyyy-MM-dd", "MM/dd/yyyy", "dd/MM/yyyy", "dd MMM yyyy", "yyyy年M月d日", "Gy年M月d日")
"""Date formats an organisation may choose. G is the Japanese era, y the year in it (令和8年11月24日)."""

_SYMBOLS = {"JPY": "¥", "USD": "$", "EUR": "€", "GBP": "£"}
_TOKEN = re.compile(r"yyyy|yy|y|MMMM|MMM|MM|M|dd|d|G")
_ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1868, 1, 25), "明治"),
)


@dataclass(frozen=True)
class Formats:
    """How one person in one organisation reads values. `date_format` uses the tokens of `DATE_FORMATS`.

    `base_currency` and `stock_mode` ("accounting", "physical") are the organisation's, for pages that show an amount
    in it or the stock it works by; "" outside an organisation.
    """

    date_format: str = "yyyy/MM/dd"
    time_zone: str = "UTC"
    base_currency: str = ""
    stock_mode: str = ""

    @classmethod
    def of(cls, ctx: Ctx, date_format: str = "", base_currency: str = "", stock_mode: str = "") -> "Formats":
        """Return the formats of a call; all but the time zone are the organisation's."""
        return cls(date_format or cls.date_format, ctx.time_zone, base_currency, stock_mode)

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def money(self, money: Money) -> str:
        """Return an amount with its currency: ¥1,234 · -$12.30 · CHF 5.00."""
        return with_currency(f"{money.value:,.{currency_decimals(money.currency)}f}", money.currency)

    def rate(self, rate: Rate, currency: str) -> str:
        """Return a unit price in `currency` ("": the base currency), with more decimals than that has where needed."""
        currency = currency or self.base_currency
        return with_currency(_at_least(rate.value, currency_decimals(currency)), currency)

    def quantity(self, quantity: Quantity) -> str:
        """Return a quantity without trailing zeros: 1,200 · 0.5."""
        return _at_least(quantity.value, 0)

    def percent(self, rate: Rate) -> str:
        """Return a percentage: 10% · 7.5%."""
        return f"{_at_least(rate.value, 0)}%"

    def date(self, day: date | None) -> str:
        """Return a date in the organisation's format, "" for None."""
        return formatted_date(day, self.date_format) if day else ""

    def moment(self, moment: datetime | None) -> str:
        """Return a moment in the person's time zone to the minute, "" for None."""
        if moment is None:
            return ""
        local = moment.astimezone(self._zone)
        return f"{self.date(local.date())} {local:%H:%M}"

    def flag(self, value: object) -> str:
        """Return yes or no in the active language."""
        return gettext("Yes") if value else gettext("No")


def with_currency(number: str, currency: str) -> str:
    """Put the currency's sign (or code) before a formatted number; a minus sign stays in front."""
    sign, digits = ("-", number[1:]) if number.startswith("-") else ("", number)
    symbol = _SYMBOLS.get(currency)
    return f"{sign}{symbol}{digits}" if symbol else f"{sign}{currency} {digits}"


def formatted_date(day: date, pattern: str) -> str:
    """Return `day` by a pattern of the tokens yyyy yy MMMM MMM MM M dd d, and G y for the Japanese era and its year."""
    return _TOKEN.sub(lambda match: _part(match[0], day), pattern)


def _part(token: str, day: date) -> str:
    start, era = next(((start, era) for start, era in _ERAS if day >= start), (None, ""))
    year_of_era = day.year - start.year + 1 if start else day.year
    return {
        "yyyy": f"{day.year:04d}",
        "yy": f"{day.year % 100:02d}",
        "y": "元" if start and year_of_era == 1 else str(year_of_era),
        "MMMM": str(MONTHS[day.month]),
        "MMM": str(MONTHS_3[day.month]).capitalize(),
        "MM": f"{day.month:02d}",
        "M": str(day.month),
        "dd": f"{day.day:02d}",
        "d": str(day.day),
        "G": era,
    }[token]


def _at_least(value: Decimal, decimals: int) -> str:
    """Return `value` with thousands separators and trailing zeros cut down to `decimals`."""
    whole, _point, fraction = f"{value:,f}".partition(".")
    fraction = fraction.rstrip("0").ljust(decimals, "0")
    return f"{whole}.{fraction}" if fraction else whole


def currency_label(code: str) -> str:
    """Return a currency as a person chooses it: "JPY 日本円"."""
    return f"{code} {get_currency_name(code, locale='ja' if get_language() == 'ja' else 'en')}"
