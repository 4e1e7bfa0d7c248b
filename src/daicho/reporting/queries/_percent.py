"""Rates as reports show them."""

from decimal import Decimal

from daicho.kernel.rounding import unscaled


def percent(micro: int) -> Decimal:
    """Return 10^-6 per cent as per cent, without zeros that say nothing."""
    value = unscaled(micro, 6)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
