"""The bridge between the two stocks: what has moved in one of them and not yet in the other (behaviour.md 2.3)."""

from dataclasses import dataclass
from enum import StrEnum


class Gap(StrEnum):
    """Why physical and accounting stock differ. The first two make the physical stock larger, the others smaller."""

    RECEIVED_NOT_BILLED = "received_not_billed"
    INVOICED_NOT_SHIPPED = "invoiced_not_shipped"
    BILLED_NOT_RECEIVED = "billed_not_received"
    SHIPPED_NOT_INVOICED = "shipped_not_invoiced"
    OTHER = "other"


class Flow(StrEnum):
    """Which way goods of a chain of documents go."""

    SALE = "sale"
    PURCHASE = "purchase"
    OTHER = ""


_GAPS = {
    (Flow.PURCHASE, True): Gap.RECEIVED_NOT_BILLED,
    (Flow.PURCHASE, False): Gap.BILLED_NOT_RECEIVED,
    (Flow.SALE, True): Gap.INVOICED_NOT_SHIPPED,
    (Flow.SALE, False): Gap.SHIPPED_NOT_INVOICED,
}


@dataclass(frozen=True, slots=True)
class Chain:
    """What an order's line, and everything made of it, moved in either stock alone; 10^-6, in positive, out negative.

    `line_id` is that of the order, or of the document that stands for itself.
    """

    item_id: int
    flow: Flow
    line_id: int
    physical: int
    accounting: int

    @property
    def difference(self) -> int:
        """Physical less accounting stock."""
        return self.physical - self.accounting

    @property
    def gap(self) -> Gap:
        """Why both differ."""
        return _GAPS.get((self.flow, self.difference > 0), Gap.OTHER)


def signed(gap: Gap, difference: int) -> int:
    """Return the quantity of a gap as people name it: positive, whichever stock has more."""
    return -difference if gap in {Gap.BILLED_NOT_RECEIVED, Gap.SHIPPED_NOT_INVOICED} else difference
