"""Weights and volumes of items, comparable whatever unit they were given in."""

from fractions import Fraction

_GRAMS = {"kg": Fraction(1000), "g": Fraction(1), "lb": Fraction(45359237, 100000), "oz": Fraction(45359237, 1600000)}
_CENTIMETRES = {"cm": Fraction(1), "in": Fraction(254, 100), "m": Fraction(100), "mm": Fraction(1, 10)}


def in_grams(weight_micro: int | None, unit: str) -> Fraction:
    """Return a weight (10^-6 of its unit) in 10^-6 grams, 0 where there is none."""
    return Fraction(weight_micro or 0) * _GRAMS.get(unit, Fraction(1000))


def in_cubic_centimetres(length: int | None, width: int | None, height: int | None, unit: str) -> Fraction:
    """Return the volume of three measures (10^-6 of their unit) in cubic centimetres, 0 where one is missing."""
    factor = _CENTIMETRES.get(unit, Fraction(1))
    sides = [Fraction(side or 0) * factor * Fraction(1, 10**6) for side in (length, width, height)]
    return sides[0] * sides[1] * sides[2]
