"""JSON as Zoho's clients read it: exact numbers, ids as strings, timestamps without a colon in the offset."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from daicho.kernel.money import Money
from daicho.kernel.rounding import unscaled

# orjson accepts a fragment of JSON that is put into the document as it stands: no float is ever made.
_fragment: Callable[[str], Any] = orjson.Fragment


def to_json(value: object) -> bytes:
    """Return `value` (see `operation.Json`) as JSON text. Raises TypeError for what has no place there."""
    return orjson.dumps(value, default=_number, option=orjson.OPT_PASSTHROUGH_DATETIME)


def id_text(value: int | None) -> str:
    """Return an id as the wire has it: a string, empty where there is none."""
    return "" if value is None else str(value)


def day_text(value: date | None) -> str:
    """Return a date as `yyyy-MM-dd`, an empty string where there is none."""
    return "" if value is None else value.isoformat()


def moment_text(value: datetime | None, time_zone: str) -> str:
    """Return an aware moment in `time_zone` as `2024-01-15T10:00:00-0700`, an empty string where there is none."""
    return "" if value is None else value.astimezone(ZoneInfo(time_zone)).strftime("%Y-%m-%dT%H:%M:%S%z")


def money_number(value: Money) -> Decimal:
    """Return an amount in major units with the decimals of its currency: ¥1200 is 1200, $12 is 12.00."""
    return value.value


def micro_number(micro: int | None) -> Decimal:
    """Return a quantity, unit price, percentage or rate kept in 10^-6 without trailing zeros; 0 where there is none."""
    number = unscaled(micro or 0, 6)
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _number(value: object) -> object:
    if isinstance(value, Decimal):
        assert value.is_finite(), "NaN and infinities never come out of exact arithmetic"
        return _fragment(format(value if value else abs(value), "f"))
    raise TypeError(f"{type(value).__name__} does not belong on the wire")
