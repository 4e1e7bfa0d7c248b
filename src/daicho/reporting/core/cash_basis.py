"""The cash basis: what a document says counts on the days and in the proportion in which it is settled.

The books are kept on the accrual basis. Of a document (invoice, credit note, bill, vendor credit) counts on the cash
basis, until a day, that share of its lines which is settled until then. Shares are rounded once, cumulatively, as
payments round what they carry off (`ledger.core.conversion.settled_base`): receivable and payable hold nothing of
documents on any day, and a document that is settled in full has said exactly its own lines.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from daicho.kernel.allocation import shares


@dataclass(frozen=True, slots=True)
class Posted:
    """What a document has in an account on a day, in minor units of the base currency; its lines of a day balance.

    `is_control`: what is settled, on the receivable or payable account. `is_loss`: what was given up of it.
    """

    day: date
    account_id: int
    debit: int
    credit: int
    is_control: bool = False
    is_loss: bool = False

    @property
    def amount(self) -> int:
        """Debit less credit."""
        return self.debit - self.credit


@dataclass(frozen=True, slots=True)
class Settlement:
    """Some of a document that was settled on a day, in minor units of its currency."""

    day: date
    amount: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its lines, and what settles it. `total` is what has to be settled, in minor units of its currency.

    Nothing has to be settled of a total of zero: its lines count on their own days. All lines that are settled are on
    one account; what has none (landed cost) counts by the total and the settlements of the document it comes from.
    """

    total: int
    lines: Sequence[Posted]
    settlements: Sequence[Settlement] = ()


def counted_until(document: Document, day: date) -> dict[int, int]:
    """Return account → what counts of a document until the end of `day` (debit positive); its sum is zero.

    A loss never counts: it takes off what has not been counted.
    """
    if not document.total:
        return _without_zeros(_all_until(document.lines, day))
    counted = _all_until([line for line in document.lines if not (line.is_control or line.is_loss)], day)
    accounts = sorted(counted)
    settled = sum(one.amount for one in document.settlements if one.day <= day)
    if not settled:
        return {}
    parts = shares([counted[account_id] for account_id in accounts], settled, document.total)
    counted = Counter(dict(zip(accounts, parts, strict=True)))
    for control_id in {line.account_id for line in document.lines if line.is_control}:
        counted[control_id] -= sum(parts)
    return _without_zeros(counted)


def counted_lines(document: Document) -> list[Posted]:
    """Return what counts of a document, day by day; the order of its settlements and lines does not matter."""
    days = {line.day for line in document.lines} | {one.day for one in document.settlements}
    before: Mapping[int, int] = {}
    found = []
    for day in sorted(days):
        after = counted_until(document, day)
        for account_id in sorted(before.keys() | after.keys()):
            amount = after.get(account_id, 0) - before.get(account_id, 0)
            if amount:
                found.append(Posted(day, account_id, max(amount, 0), max(-amount, 0)))
        before = after
    return found


def left_out(document: Document, day: date) -> dict[int, int]:
    """Return account → what the books have of a document at the end of `day` that does not count on the cash basis."""
    rest = _all_until(document.lines, day)
    rest.subtract(counted_until(document, day))
    return _without_zeros(rest)


def open_days(document: Document) -> tuple[date, date]:
    """Return the first and the last day on which something of a document may be left out (last < first: on none).

    Nothing is before its first line, nor from the day on which it is settled in full, if nothing of it was given up.
    """
    first = min(line.day for line in document.lines)
    settled = sum(one.amount for one in document.settlements)
    if settled < document.total or any(line.is_loss for line in document.lines):
        return first, date.max
    return first, max((one.day for one in document.settlements), default=first) - timedelta(days=1)


def cash_changes(document: Document) -> list[Posted]:
    """Return what turns the lines in the books into those that count: theirs taken off, and what counts by days."""
    taken_off = [Posted(line.day, line.account_id, -line.debit, -line.credit) for line in document.lines]
    return [*taken_off, *counted_lines(document)]


def _all_until(lines: Sequence[Posted], day: date) -> Counter[int]:
    sums: Counter[int] = Counter()
    for line in lines:
        if line.day <= day:
            sums[line.account_id] += line.amount
    return sums


def _without_zeros(sums: Mapping[int, int]) -> dict[int, int]:
    return {account_id: amount for account_id, amount in sums.items() if amount}
