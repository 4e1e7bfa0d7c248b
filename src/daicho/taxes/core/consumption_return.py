"""What is to be paid of consumption tax (japan.md 1.7 and 1.9: CAL-01 to CAL-04, SPC-01 to SPC-03), in yen.

78 per cent of a rate are national, 22 local: of 10 % 7.8 and 2.2, of reduced 8 % 6.24 and 1.76.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from daicho.kernel.rounding import Rounding, divide

_NATIONAL = Fraction(78, 100)
_LOCAL = Fraction(22, 78)
"""Of the national tax."""


@dataclass(frozen=True, slots=True)
class Side:
    """Supplies of one side in yen by rate in per cent: `gross` with tax, `tax` as printed on the documents."""

    gross: Mapping[Fraction, Fraction]
    tax: Mapping[Fraction, int]


@dataclass(frozen=True, slots=True)
class ConsumptionReturn:
    """`bases` are the taxable amounts by rate, `national` the tax on them, `credit` what is taken off it."""

    bases: Mapping[Fraction, int]
    national: int
    credit: int
    net_national: int
    local: int

    @property
    def total(self) -> int:
        """National and local tax together; negative: a refund."""
        return self.net_national + self.local


def by_division(sales: Side, purchases: Side) -> ConsumptionReturn:
    """Return the return by 割戻し計算 on both sides: tax is computed from what was sold and bought with tax."""
    credit = sum(_whole(gross * _NATIONAL * Fraction(rate, 100 + rate)) for rate, gross in purchases.gross.items())
    bases = _bases(sales)
    return _settled(bases, _output(bases), credit)


def by_addition(sales: Side, purchases: Side, *, is_output_added: bool = False) -> ConsumptionReturn:
    """Return the return by 積上げ計算 of the input, and where `is_output_added` of the output: printed tax × 78 %."""
    credit = _whole(sum(purchases.tax.values()) * _NATIONAL)
    bases = _bases(sales)
    output = _whole(sum(sales.tax.values()) * _NATIONAL) if is_output_added else _output(bases)
    return _settled(bases, output, credit)


def by_share(sales: Side, percent: int) -> ConsumptionReturn:
    """Return the return where `percent` of the output is paid (20: 2割特例, 30: 3割特例)."""
    bases = _bases(sales)
    output = _output(bases)
    return _settled(bases, output, _whole(Fraction(output * (100 - percent), 100)))


def _bases(sales: Side) -> dict[Fraction, int]:
    """Return the taxable amounts by rate, cut to whole thousands."""
    by_rate = sorted(sales.gross.items(), reverse=True)
    return {rate: int(gross * 100 // (100 + rate)) // 1000 * 1000 for rate, gross in by_rate}


def _output(bases: Mapping[Fraction, int]) -> int:
    return sum(_whole(base * _NATIONAL * Fraction(rate, 100)) for rate, base in bases.items())


def _settled(bases: Mapping[Fraction, int], national: int, credit: int) -> ConsumptionReturn:
    """Cut what is to be paid to whole hundreds; a refund is paid to the yen."""
    net = national - credit
    if net >= 0:
        net = net // 100 * 100
    local = _whole(net * _LOCAL)
    return ConsumptionReturn(bases, national, credit, net, local // 100 * 100 if local >= 0 else local)


def _whole(amount: Fraction) -> int:
    return divide(amount.numerator, amount.denominator, Rounding.FLOOR)
