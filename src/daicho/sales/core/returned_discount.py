"""A discount on a line that is taken back in parts."""

from collections.abc import Sequence
from decimal import Decimal

from daicho.kernel.allocation import allocate
from daicho.kernel.rounding import Rounding, divide


def part_of(amount: int, quantity: int, *, before: int, taken: int) -> int:
    """Return the part of a line's amount that goes with `taken` of its quantity after `before`; all parts add up."""

    def until(reached: int) -> int:
        return divide(amount * reached, quantity, Rounding.HALF_UP)

    return until(before + taken) - until(before)


def split_discount(discount: str, quantities: Sequence[int]) -> list[str]:
    """Return the discount of each part: a percentage is the same for all, an amount is shared out by quantity.

    All parts add up to the amount, in its own decimals; a part of nothing is "".
    """
    if not discount or discount.endswith("%") or len(quantities) < 2:
        return [discount] * len(quantities)
    amount = Decimal(discount)
    scale = -int(amount.as_tuple().exponent)
    shares = allocate(int(amount.scaleb(scale)), list(quantities))
    return [format(Decimal(share).scaleb(-scale), "f") if share else "" for share in shares]
