"""Money as integers in the currency's minor unit."""

from dataclasses import dataclass
from decimal import Decimal

from daicho.kernel.rounding import Rounding, divide, scaled, unscaled

MINOR_LIMIT = 10**15
"""Largest magnitude of an amount in minor units that a document may carry; sums of thousands still fit 63 bits."""

_WITHOUT_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_WITH_THREE = "BHD IQD JOD KWD LYD OMR TND"
_DECIMALS = {**dict.fromkeys(_WITHOUT_DECIMALS.split(), 0), **dict.fromkeys(_WITH_THREE.split(), 3)}


def currency_decimals(code: str) -> int:
    """Return the number of decimals of ISO 4217 currency `code`; 2 unless the standard says otherwise."""
    return _DECIMALS.get(code, 2)


def known_decimals() -> dict[str, int]:
    """Return the currencies whose number of decimals is not 2, with that number."""
    return dict(_DECIMALS)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An exact amount: `minor` units of `currency` (JPY 1234 = ¥1,234; USD 1234 = $12.34)."""

    minor: int
    currency: str

    @classmethod
    def of(cls, value: Decimal, currency: str, mode: Rounding = Rounding.HALF_UP) -> "Money":
        """Return `value` major units of `currency`, rounded once by `mode` if it is finer than the minor unit."""
        return cls(scaled(value, currency_decimals(currency), mode), currency)

    @property
    def value(self) -> Decimal:
        """The exact amount in major units."""
        return unscaled(self.minor, currency_decimals(self.currency))

    def __add__(self, other: "Money") -> "Money":
        assert self.currency == other.currency, "amounts of different currencies do not add"
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        assert self.currency == other.currency, "amounts of different currencies do not subtract"
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)


def convert(money: Money, rate_micro: int, base_currency: str) -> Money:
    """Return `money` in `base_currency` at `rate_micro` (10^-6 base units for one major unit), rounded half up once."""
    if money.currency == base_currency:
        return money
    numerator = money.minor * rate_micro * 10 ** currency_decimals(base_currency)
    denominator = 10 ** (6 + currency_decimals(money.currency))
    return Money(divide(numerator, denominator, Rounding.HALF_UP), base_currency)
