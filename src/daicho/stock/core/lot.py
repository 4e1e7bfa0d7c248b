"""A quantity of goods with one value, from which quantities are taken without losing a unit of value."""

from dataclasses import dataclass, field

from daicho.kernel.rounding import Rounding, divide


@dataclass(slots=True)
class Lot:
    """Goods that came in by the event `key`: `quantity` (10^-6) and `value` (minor units) since its last change.

    What is taken costs the difference of the rounded cumulative value, so taking all takes exactly the value,
    in whatever steps (behaviour.md 5.4).
    """

    key: int
    quantity: int
    value: int
    taken: int = 0
    consumers: list[tuple[int, int]] = field(default_factory=list)
    """(outflow, quantity) of what was taken since the lot came in."""

    @property
    def left(self) -> int:
        """The quantity that is still there."""
        return self.quantity - self.taken

    @property
    def left_value(self) -> int:
        """The value of what is still there."""
        return self.value - _share(self.value, self.taken, self.quantity)

    def take(self, quantity: int) -> int:
        """Take `quantity` (at most what is left) and return its value."""
        before = _share(self.value, self.taken, self.quantity)
        self.taken += quantity
        return _share(self.value, self.taken, self.quantity) - before

    def revalue(self, change: int) -> None:
        """Add `change` to the value of what is left."""
        self.value = self.left_value + change
        self.quantity = self.left
        self.taken = 0

    def blend(self, quantity: int, value: int) -> None:
        """Mix `quantity` more goods of `value` into the lot (moving average)."""
        self.revalue(value)
        self.quantity += quantity


def _share(value: int, part: int, whole: int) -> int:
    return divide(value * part, whole, Rounding.HALF_UP) if part else 0
