"""Decimal numbers as clients send them, bounded so that no later step can overflow, slow down or lose a digit."""

import re
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)
_LENGTH = 100
_MAGNITUDE = 40


def exact_number(text: str) -> Decimal | None:
    """Return the number written in `text`, None where it is none, or is absurdly large, small or long."""
    if len(text) > _LENGTH or not _NUMBER.fullmatch(text):
        return None
    number = Decimal(text)
    _sign, digits, exponent = number.as_tuple()
    if abs(int(exponent)) > 2 * _MAGNITUDE or (number and len(digits) + int(exponent) > _MAGNITUDE):
        return None
    return number
