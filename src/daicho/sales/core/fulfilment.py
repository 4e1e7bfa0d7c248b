"""What was done of a sales order, and what is still to do (behaviour.md 3.1, 3.2). Quantities in 10^-6."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from daicho.documents.core.marks import mark_of


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of one line of an order. `is_goods`: it can be packed; services and free lines are invoiced only.

    What was shipped was packed before, so `packed` holds it as well. Invoices count once they are sent. `dropped` goes
    from vendors straight to the customer and has arrived as far as it is billed (`drop_billed`); it is never packed
    here. `backordered` was ordered for the line and is waited for until it is billed. `credited` was invoiced and is
    taken back by credit notes that are of no return.
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
    backordered: int = 0
    backorder_billed: int = 0
    dropped: int = 0
    drop_billed: int = 0
    credited: int = 0

    @property
    def expected(self) -> int:
        """What was ordered and not cancelled."""
        return self.ordered - self.cancelled

    @property
    def withdrawn(self) -> int:
        """What a credit note cancelled: goods that were invoiced and have not left (behaviour.md 3.1)."""
        return min(self.credited, max(0, self.expected - self.dropped - self.shipped)) if self.is_goods else 0

    @property
    def packable(self) -> int:
        """What packages may hold in all."""
        return self.expected - self.withdrawn - self.dropped

    @property
    def to_be_packed(self) -> int:
        """What a further package may hold."""
        return max(0, self.packable - self.packed) if self.is_goods else 0

    @property
    def to_be_shipped(self) -> int:
        """What has not left yet; it may be packed."""
        return max(0, self.packable - self.shipped) if self.is_goods else 0

    @property
    def to_be_invoiced(self) -> int:
        """What no invoice that counts has asked for yet."""
        return max(0, self.expected - self.invoiced)

    @property
    def committed(self) -> int:
        """What it takes from the accounting stock for sale; nothing of what a vendor has still to send the customer."""
        return self.to_be_invoiced - (self.dropped - self.drop_billed)

    @property
    def to_be_delivered(self) -> int:
        """What the customer has not got yet, from here or from a vendor."""
        return max(0, self.expected - self.withdrawn - self.shipped - self.drop_billed) if self.is_goods else 0

    @property
    def to_be_sourced(self) -> int:
        """What may still be ordered from a vendor for the line: it was neither packed nor invoiced nor ordered."""
        open_quantity = self.expected - self.processed - self.dropped - self.backordered
        return max(0, open_quantity) if self.is_goods and not self.is_kit else 0

    @property
    def is_on_hold(self) -> bool:
        """Whether it waits for what was ordered for it; what is packed or invoiced already does not."""
        return self.backordered > self.backorder_billed and self.processed < self.expected

    @property
    def is_sourced(self) -> bool:
        """Whether something is on order for it, or was sent straight to the customer."""
        return self.is_on_hold or self.dropped > 0

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
        mark_of(goods, "packed", done=_packed, rest=lambda line: line.to_be_packed),
        mark_of(goods, "shipped", done=_delivered, rest=lambda line: line.to_be_delivered),
        sum(line.invoiced for line in lines),
        sum(map(_packed, lines)),
        sum(map(_delivered, lines)),
    )


def _packed(line: Progress) -> int:
    return line.packed + line.drop_billed


def _delivered(line: Progress) -> int:
    return line.shipped + line.drop_billed


def is_complete(lines: Iterable[Progress], closing: str) -> bool:
    """Tell whether the order is closed, by the organisation's preference (behaviour.md 3.1).

    `closing`: "invoiced", "shipped", or both. An order without goods waits for its invoice in any case.
    """
    lines = list(lines)
    is_invoiced = not any(line.to_be_invoiced for line in lines)
    is_shipped = not any(line.to_be_delivered for line in lines)
    if closing == "invoiced" or not any(line.is_goods for line in lines):
        return is_invoiced
    return is_shipped if closing == "shipped" else is_invoiced and is_shipped
