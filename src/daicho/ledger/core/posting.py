"""What a source has to add to the books so that they say what its document says (DESIGN §1).

A source's posted lines are summed by everything that tells lines apart; the difference to what its document wants is
what gets appended. Creating, changing, voiding, deleting and restoring are all this one difference.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Source(NamedTuple):
    """The document that something is posted for: its kind ("invoice"), id and number."""

    kind: str
    source_id: int
    number: str


@dataclass(frozen=True, slots=True)
class Cause:
    """The document that made a difference necessary in the postings of another."""

    kind: str
    cause_id: int


class Part(StrEnum):
    """A document's own lines, or the cost lines that stock derives from it."""

    DOCUMENT = "document"
    COST = "cost"


class Slot(NamedTuple):
    """What tells ledger lines of one source apart. 0 stands for none."""

    day: date
    account_id: int
    contact_id: int = 0
    item_id: int = 0
    location_id: int = 0
    currency: str = ""


class Amount(NamedTuple):
    """Signed amounts, debit positive: `base` in minor units of the base currency, `own` in those of the slot's."""

    base: int
    own: int

    def __add__(self, other: "Amount") -> "Amount":  # type: ignore[override]
        return Amount(self.base + other.base, self.own + other.own)

    def __neg__(self) -> "Amount":
        return Amount(-self.base, -self.own)

    def __bool__(self) -> bool:
        return bool(self.base or self.own)


class Line(NamedTuple):
    """A ledger line that a document wants, or that is to be appended."""

    slot: Slot
    amount: Amount


@dataclass(frozen=True, slots=True)
class Batch:
    """Balanced lines to append for one source. `wanted_days`: posted day → the locked day meant."""

    source: Source
    part: Part
    lines: Sequence[Line]
    cause: Cause | None = None
    wanted_days: Mapping[date, date] = field(default_factory=dict)


def summed(lines: Iterable[Line]) -> dict[Slot, Amount]:
    """Return the lines added up by slot, slots that come to nothing left out."""
    sums: dict[Slot, Amount] = defaultdict(lambda: Amount(0, 0))
    for line in lines:
        sums[line.slot] += line.amount
    return {slot: amount for slot, amount in sums.items() if amount}


def difference(posted: Mapping[Slot, Amount], wanted: Iterable[Line]) -> list[Line]:
    """Return the lines to append so that `posted` becomes `wanted`, in the order of their slots.

    Raises AssertionError where what is wanted does not balance: that is a bug of the caller, never to be repaired.
    """
    target = summed(wanted)
    assert_balanced(target)
    missing = summed(
        [Line(slot, amount) for slot, amount in target.items()]
        + [Line(slot, -amount) for slot, amount in posted.items()]
    )
    return [Line(slot, missing[slot]) for slot in sorted(missing)]


def assert_balanced(sums: Mapping[Slot, Amount]) -> None:
    """Raise AssertionError unless each day balances in base currency and in each document currency."""
    base: dict[date, int] = defaultdict(int)
    own: dict[tuple[date, str], int] = defaultdict(int)
    for slot, amount in sums.items():
        base[slot.day] += amount.base
        own[slot.day, slot.currency] += amount.own
    assert not any(base.values()), f"entries do not balance in base currency: {dict(base)}"
    assert not any(own.values()), f"entries do not balance in document currency: {dict(own)}"
