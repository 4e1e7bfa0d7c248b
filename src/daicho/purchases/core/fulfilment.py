"""What was done of a purchase order, and what is still to come (behaviour.md 3.4, 3.5). Quantities in 10^-6."""

from collections.abc import Iterable
from dataclasses import dataclass

from daicho.documents.core.marks import mark_of


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of one line of an order. `is_goods`: it can be received; all else is billed only.

    Services, free lines and what goes straight to a customer are never received.
    """

    line_id: int
    item_id: int | None
    is_goods: bool
    ordered: int
    cancelled: int = 0
    received: int = 0
    in_transit: int = 0
    billed: int = 0

    @property
    def expected(self) -> int:
        """What was ordered and not cancelled."""
        return self.ordered - self.cancelled

    @property
    def to_be_received(self) -> int:
        """What has not arrived yet; it may be on its way."""
        return max(0, self.expected - self.received) if self.is_goods else 0

    @property
    def to_be_announced(self) -> int:
        """What a further receive may hold."""
        return max(0, self.to_be_received - self.in_transit)

    @property
    def to_be_billed(self) -> int:
        """What no bill that counts has asked for yet."""
        return max(0, self.expected - self.billed)

    @property
    def processed(self) -> int:
        """What can no longer be cancelled."""
        return max(self.received + self.in_transit, self.billed)


def received_status(lines: Iterable[Progress]) -> str:
    """Return "", "partially_received" or "received"; an order without goods is never received."""
    goods = [line for line in lines if line.is_goods]
    return mark_of(goods, "received", done=lambda line: line.received, rest=lambda line: line.to_be_received)


def billed_status(lines: Iterable[Progress]) -> str:
    """Return "", "partially_billed" or "billed"."""
    return mark_of(lines, "billed", done=lambda line: line.billed, rest=lambda line: line.to_be_billed)


def is_complete(lines: Iterable[Progress]) -> bool:
    """Tell whether everything was billed and, as far as it can be, received: the order is closed."""
    lines = list(lines)
    return bool(lines) and not any(line.to_be_received or line.to_be_billed for line in lines)
