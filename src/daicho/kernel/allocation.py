"""Splitting a whole among parts, or taking a share of parts, without losing a unit: the largest-remainder method."""

from collections.abc import Sequence

from daicho.kernel.rounding import Rounding, divide


def allocate(total: int, weights: Sequence[int]) -> list[int]:
    """Split `total` in proportion to `weights` (not negative); the parts sum to `total` exactly.

    Each part is within one unit of its exact share; left-over units go to the largest remainders, the earlier part
    first among equals, so the result depends on nothing but the arguments. With all weights zero the parts are as
    equal as possible. Raises ValueError for no weights or a negative one.
    """
    if not weights:
        raise ValueError("nothing to allocate to")
    if min(weights) < 0:
        raise ValueError("weights must not be negative")
    whole = sum(weights)
    if whole == 0:
        weights, whole = [1] * len(weights), len(weights)
    sign, magnitude = (-1, -total) if total < 0 else (1, total)
    shares = [divmod(magnitude * weight, whole) for weight in weights]
    parts = [quotient for quotient, _ in shares]
    left = magnitude - sum(parts)
    by_remainder = sorted(range(len(shares)), key=lambda index: (-shares[index][1], index))
    for index in by_remainder[:left]:
        parts[index] += 1
    return [sign * part for part in parts]


def shares(parts: Sequence[int], numerator: int, denominator: int) -> list[int]:
    """Return numerator ÷ denominator (neither negative) of each part; parts may have any sign.

    Together they are that share of the whole, rounded half up once. Each is within one unit of its exact share;
    left-over units go to the largest remainders, the earlier first among equals. What is zero stays zero, and negated
    parts come out negated (a credit note mirrors its invoice). Raises ZeroDivisionError for a zero denominator.
    """
    whole = sum(parts)
    if (whole or next((part for part in parts if part), 0)) < 0:
        return [-share for share in shares([-part for part in parts], numerator, denominator)]
    exact = [divmod(part * numerator, denominator) for part in parts]
    left = divide(whole * numerator, denominator, Rounding.HALF_UP) - sum(quotient for quotient, _ in exact)
    by_remainder = sorted(range(len(parts)), key=lambda index: (-exact[index][1], index))
    raised = set(by_remainder[:left])
    return [quotient + (index in raised) for index, (quotient, _) in enumerate(exact)]
