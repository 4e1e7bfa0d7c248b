"""Recipes for a quantity of composite items, and lines that follow when that quantity changes."""

from collections.abc import Iterable
from decimal import Decimal

from daicho.kernel.measure import Quantity
from daicho.kernel.rounding import Rounding, divide


def recipe_quantities(parts: Iterable[tuple[int, int, bool]], quantity: Decimal, kind: str) -> dict[int, int]:
    """Return item → quantity in 10^-6 that this many take: `parts` are (item, quantity for one, kept in stock).

    What is not kept in stock does not come out of taking apart.
    """
    return {
        item_id: Quantity.of(Quantity(micro).value * quantity).micro
        for item_id, micro, is_tracked in parts
        if is_tracked or kind == "bundle"
    }


def scaled(amount: int, before: int, after: int) -> int:
    """Return a line's quantity (10^-6) when that of the composite goes from `before` (not 0) to `after`."""
    return divide(amount * after, before, Rounding.HALF_UP)
