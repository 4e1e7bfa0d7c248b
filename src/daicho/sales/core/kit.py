"""Kits are sold as one line; what moves is what they are put together of (behaviour.md 10)."""

from dataclasses import dataclass

from daicho.kernel.measure import MICRO
from daicho.kernel.rounding import Rounding, divide


@dataclass(frozen=True, slots=True)
class KitLine:
    """A line about a kit; `origin_id` is the line it was made from, whose recipe it follows."""

    line_id: int
    kit_id: int
    origin_id: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A component: the identity of its movement, how much of it (10^-6) goes into one kit.

    `origin_id` is the identity of the same component on the line that this one was made from.
    """

    line_id: int
    item_id: int
    quantity: int
    origin_id: int | None = None

    def of(self, kits: int) -> int:
        """Return how much of it (10^-6) so many kits (10^-6) take."""
        return divide(self.quantity * kits, MICRO, Rounding.HALF_UP)
