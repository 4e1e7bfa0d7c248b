"""Splitting a whole among parts without losing a unit: the largest-remainder method."""

from collections.abc import Sequence


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
