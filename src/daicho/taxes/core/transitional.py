"""Input tax of purchases from vendors without a qualified invoice (japan.md 1.7: ITC-02, ITC-05)."""

from datetime import date
from fractions import Fraction

from daicho.kernel.rounding import Rounding, divide

_CREDITS = (
    (date(2023, 10, 1), 80),
    (date(2026, 10, 1), 70),
    (date(2028, 10, 1), 50),
    (date(2030, 10, 1), 30),
    (date(2031, 10, 1), 0),
)
"""First day → per cent of the tax that may be credited; before the first day all of it."""

_NATIONAL_SHARE = Fraction(78, 100)
"""Of 10 % 7.8 are national, of reduced 8 % 6.24 (japan.md TAX-01)."""


def credit_percentage(day: date) -> int:
    """Return how many per cent of the tax in a purchase of `day` may be credited."""
    return next((percent for start, percent in reversed(_CREDITS) if start <= day), 100)


def input_tax(gross: int, rate: int, day: date) -> int:
    """Return the tax that may be credited of a purchase of `gross` with tax at `rate` per cent, rounded down."""
    numerator = gross * rate * credit_percentage(day)
    return divide(numerator, (100 + rate) * 100, Rounding.FLOOR)


def national_deemed_credit(gross: int, rate: int, day: date) -> int:
    """Return the national part of that credit for the tax return, rounded down once."""
    share = gross * Fraction(rate, 100 + rate) * _NATIONAL_SHARE * Fraction(credit_percentage(day), 100)
    return divide(share.numerator, share.denominator, Rounding.FLOOR)
