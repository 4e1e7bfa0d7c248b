"""What was done of a sales order, and what is still to do (behaviour.md 3.1, 3.2). Quantities in 10^-6."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from daicho.documents.core.marks import mark_of


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of one line of an order. `is_goods`: it can be packed; services and free lines are invoiced only.

    What was shipped was packed before, so `packed` holds it as well. Invoices count once they are sent.
    """

    line_id: int
    item_id: int | None
    is_goods: bool
    ordered: int
    cancelled: int = 0
    packed: int = 0
    shipped: int = 0
    invoiced: int = 0
    is_kit: bool = False

    @property
    def expected(self) -> int:
        """What was ordered and not cancelled."""
        return self.ordered - self.cancelled

    @property
    def to_be_packed(self) -> int:
        """What a further package may hold."""
        return max(0, self.expected - self.packed) if self.is_goods else 0

    @property
    def to_be_shipped(self) -> int:
        """What has not left yet; it may be packed."""
        return max(0, self.expected - self.shipped) if self.is_goods else 0

    @property
    def to_be_invoiced(self) -> int:
        """What no invoice that counts has asked for yet."""
        return max(0, self.expected - self.invoiced)

    @property
    def processed(self) -> int:
        """What can no longer be cancelled."""
        return max(self.packed, self.invoiced)


@dataclass(frozen=True, slots=True)
class Marks:
    """The three marks of an order ("", "partially_packed", "packed" …), and how much of all its lines each stands for.

    An order without goods is never packed or shipped.
    """

    invoiced_status: str = ""
    packed_status: str = ""
    shipped_status: str = ""
    invoiced_micro: int = 0
    packed_micro: int = 0
    shipped_micro: int = 0


def marks_of(lines: Sequence[Progress]) -> Marks:
    """Return the marks that follow from the progress of an order's lines."""
    goods = [line for line in lines if line.is_goods]
    return Marks(
        mark_of(lines, "invoiced", done=lambda line: line.invoiced, rest=lambda line: line.to_be_invoiced),
        mark_of(goods, "packed", done=lambda line: line.packed, rest=lambda line: line.to_be_packed),
        mark_of(goods, "shipped", done=lambda line: line.shipped, rest=lambda line: line.to_be_shipped),
        sum(line.invoiced for line in lines),
        sum(line.packed for line in lines),
        sum(line.shipped for line in lines),
    )


def is_complete(lines: Iterable[Progress], closing: str) -> bool:
    """Tell whether the order is closed, by the organisation's preference (behaviour.md 3.1).

    `closing`: "invoiced", "shipped", or both. An order without goods waits for its invoice in any case.
    """
    lines = list(lines)
    is_invoiced = not any(line.to_be_invoiced for line in lines)
    is_shipped = not any(line.to_be_shipped for line in lines)
    if closing == "invoiced" or not any(line.is_goods for line in lines):
        return is_invoiced
    return is_shipped if closing == "shipped" else is_invoiced and is_shipped
