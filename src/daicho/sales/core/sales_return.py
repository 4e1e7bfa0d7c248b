"""What a sales return says, and how far it is (behaviour.md 3.9). Quantities in 10^-6."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypedDict

from daicho.documents.core.portion import PortionFields
from daicho.kernel.errors import FieldError
from daicho.kernel.measure import MICRO, MICRO_LIMIT, Quantity
from daicho.kernel.text import noop as _

ENTITY = "salesreturn"
RECEIVE_ENTITY = "salesreturnreceive"


class State(StrEnum):
    """Where a return stands. Only an approved one can be received and credited, and takes of what was shipped."""

    DRAFT = "draft"
    APPROVED = "approved"


class Status(StrEnum):
    """What a person sees of an approved return: how far it is follows from its receives and credit notes."""

    DRAFT = "draft"
    APPROVED = "approved"
    PARTIALLY_RECEIVED = "partially_received"
    RECEIVED = "received"
    CLOSED = "closed"


STATUS_NAMES: Mapping[str, str] = {
    Status.DRAFT: _("Draft"),
    Status.APPROVED: _("Approved"),
    Status.PARTIALLY_RECEIVED: _("Partially received"),
    Status.RECEIVED: _("Received"),
    Status.CLOSED: _("Closed"),
}
REFUND_NAMES: Mapping[str, str] = {
    "not_refunded": _("Not refunded"),
    "partially_refunded": _("Partially refunded"),
    "refunded": _("Refunded"),
}
"""How much of its credit notes the customer had: paid back, or applied to invoices."""


class ReturnLineFields(TypedDict, total=False):
    """A line: `source_line_id` names a line of the order or invoice, `line_id` one of the return's own.

    `quantity` is to be received, `credit_only` is credited without coming back. With `item_id` alone the first line of
    that item is meant.
    """

    line_id: int
    source_line_id: int
    item_id: int | None
    location_id: int | None
    description: str
    quantity: Decimal
    credit_only: Decimal


class ReturnFields(TypedDict, total=False):
    """What a person may set on a return; an absent key means unchanged, or the default. Lines are replaced.

    `state` is where a new one begins (approved).
    """

    number: str
    date: date
    state: State
    location_id: int | None
    reason: str
    lines: Sequence[ReturnLineFields]
    custom_fields: Sequence[Mapping[str, object]] | None


class ReturnReceiveFields(TypedDict, total=False):
    """A receive of a return; without `lines` everything that is still to come arrives, at the return's locations.

    The `line_id` of a line names the return's line.
    """

    number: str
    date: date
    location_id: int | None
    notes: str
    lines: Sequence[PortionFields]


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A line as it will be saved: one of `order_line_id` and `invoice_line_id` names where its goods left."""

    line_id: int
    order_line_id: int | None
    invoice_line_id: int | None
    location_id: int | None
    position: int
    item_id: int
    name: str
    description: str
    unit: str
    quantity: int
    credit_only: int

    @property
    def source_line_id(self) -> int:
        """The line by which the goods left."""
        return self.order_line_id or self.invoice_line_id or 0

    @property
    def total(self) -> int:
        """All that the customer gives back, whether or not it arrives."""
        return self.quantity + self.credit_only


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of one line of a return: received, and taken back by credit notes (goods, and credit only)."""

    line_id: int
    quantity: int
    credit_only: int
    received: int = 0
    credited: int = 0
    credited_only: int = 0

    @property
    def to_be_received(self) -> int:
        """What is still to arrive."""
        return max(0, self.quantity - self.received)

    @property
    def to_be_credited(self) -> int:
        """What arrived and no credit note has taken back yet."""
        return max(0, self.received - self.credited)

    @property
    def to_be_credited_only(self) -> int:
        """What stays away and no credit note has credited yet."""
        return max(0, self.credit_only - self.credited_only)

    @property
    def is_exceeded(self) -> bool:
        """Whether more was received or credited than comes back."""
        return self.received > self.quantity or self.credited > self.quantity or self.credited_only > self.credit_only


def left_to_return(shipped: Mapping[int, int], returned: Mapping[int, int]) -> dict[int, int]:
    """Return line → what of its shipped goods no return has taken yet; never below zero."""
    return {line_id: max(0, quantity - returned.get(line_id, 0)) for line_id, quantity in shipped.items()}


def exceeding(rows: Iterable[ReturnRow], left: Mapping[int, int]) -> list[ReturnRow]:
    """Return the lines that would bring back more than is `left` of the lines by which their goods left."""
    return [row for row in rows if row.total > left.get(row.source_line_id, 0)]


def share_out(wanted: int, sources: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return (source, quantity) that make up `wanted` from (source, quantity it has), the first ones first.

    What the sources do not have is left out; so are those of which nothing is taken.
    """
    shares = []
    for source, has in sources:
        taken = min(wanted, max(0, has))
        if taken:
            shares.append((source, taken))
            wanted -= taken
    return shares


def quantity_errors(place: int, line: ReturnLineFields) -> Iterable[FieldError]:
    """Yield what is wrong with the quantities of line `place` (from 0): none below zero, not both zero."""
    total = 0
    for key, wire in (("quantity", "quantity"), ("credit_only", "non_receive_quantity")):
        name = f"line_items[{place}].{wire}"
        value = line.get(key, Decimal(0))
        assert isinstance(value, Decimal)
        if abs(value) > MICRO_LIMIT // MICRO:
            yield FieldError(name, _("Invalid value passed for %(field)s"), {"field": name})
            return
        if value < 0:
            yield FieldError(name, _("%(field)s must not be negative."), {"field": name})
            return
        total += Quantity.of(value).micro
    if not total:
        name = f"line_items[{place}].quantity"
        yield FieldError(name, _("%(field)s must be greater than zero."), {"field": name})
