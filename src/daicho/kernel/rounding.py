"""Rounding of exact ratios to integers, the only place where anything is rounded.

Modes are symmetric about zero, so that a credit note mirrors its invoice to the unit (japan.md 1.4).
"""

from decimal import Decimal
from enum import StrEnum


class Rounding(StrEnum):
    """How a fraction becomes a whole number; the names are those of the wire (`tax_rounding`)."""

    FLOOR = "floor"
    HALF_UP = "half_up"
    CEIL = "ceil"


def divide(numerator: int, denominator: int, mode: Rounding) -> int:
    """Return numerator ÷ denominator as an integer, the magnitude rounded down, half up or up.

    Raises ZeroDivisionError for a zero denominator.
    """
    negative = (numerator < 0) != (denominator < 0)
    quotient, remainder = divmod(abs(numerator), abs(denominator))
    if mode is Rounding.CEIL:
        quotient += remainder > 0
    elif mode is Rounding.HALF_UP:
        quotient += 2 * remainder >= abs(denominator)
    return -quotient if negative else quotient


def scaled(value: Decimal, decimals: int, mode: Rounding = Rounding.HALF_UP) -> int:
    """Return `value` in units of 10^-decimals as an integer; exact but for the one rounding named by `mode`."""
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int), "NaN and infinities are refused where input is parsed"
    magnitude = int("".join(map(str, digits)) or "0")
    shift = exponent + decimals
    if shift >= 0:
        magnitude *= 10**shift
    else:
        magnitude = divide(magnitude, 10**-shift, mode)
    return -magnitude if sign else magnitude


def unscaled(value: int, decimals: int) -> Decimal:
    """Return the exact decimal number of `value` units of 10^-decimals."""
    return Decimal(value).scaleb(-decimals) if decimals else Decimal(value)
