"""Quantities, unit prices, percentages and exchange rates as integers of 10^-6."""

from dataclasses import dataclass
from decimal import Decimal

from daicho.kernel.money import Money, currency_decimals
from daicho.kernel.rounding import Rounding, divide, scaled, unscaled

MICRO = 10**6
MICRO_LIMIT = 10**18
"""Largest magnitude of a value in 10^-6 (10^12 units), well inside 63 bits."""


@dataclass(frozen=True, slots=True, order=True)
class Quantity:
    """An exact quantity in units of 10^-6."""

    micro: int

    @classmethod
    def of(cls, value: Decimal | int) -> "Quantity":
        """Return `value` units; finer than 10^-6 is rounded half up once."""
        return cls(scaled(Decimal(value), 6))

    @property
    def value(self) -> Decimal:
        """The exact number of units."""
        return unscaled(self.micro, 6)

    def __add__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.micro + other.micro)

    def __sub__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.micro - other.micro)

    def __neg__(self) -> "Quantity":
        return Quantity(-self.micro)


@dataclass(frozen=True, slots=True, order=True)
class Rate:
    """A unit price, percentage or exchange rate in units of 10^-6."""

    micro: int

    @classmethod
    def of(cls, value: Decimal | int) -> "Rate":
        """Return the rate `value`; finer than 10^-6 is rounded half up once."""
        return cls(scaled(Decimal(value), 6))

    @property
    def value(self) -> Decimal:
        """The exact rate."""
        return unscaled(self.micro, 6)


def extend(quantity: Quantity, price: Rate, currency: str) -> Money:
    """Return quantity × unit price in `currency`, rounded half up once to the minor unit."""
    numerator = quantity.micro * price.micro * 10 ** currency_decimals(currency)
    return Money(divide(numerator, MICRO * MICRO, Rounding.HALF_UP), currency)


def percent_of(money: Money, percent: Rate, mode: Rounding = Rounding.HALF_UP) -> Money:
    """Return `percent` per cent of `money`, rounded once by `mode`."""
    return Money(divide(money.minor * percent.micro, 100 * MICRO, mode), money.currency)
