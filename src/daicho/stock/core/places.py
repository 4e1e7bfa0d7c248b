"""What an item's stock is worth at each location (behaviour.md 5.8)."""

from collections.abc import Mapping

from daicho.kernel.rounding import Rounding, divide


def worth_by_place(value: int, quantities: Mapping[int, int]) -> dict[int, int]:
    """Return location → its part of `value` (minor units) at the average cost of all, by quantity (10^-6).

    The last location that holds anything takes what rounding leaves, so the parts sum to `value` exactly. Where there
    is nothing at all, the last location of the mapping keeps the value.
    """
    whole = sum(quantities.values())
    parts = {
        place: divide(value * quantity, whole, Rounding.HALF_UP) if whole else 0
        for place, quantity in quantities.items()
    }
    last = next((place for place in reversed(quantities) if quantities[place]), next(reversed(quantities), None))
    if last is not None:
        parts[last] += value - sum(parts.values())
    return parts
