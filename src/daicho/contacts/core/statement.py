"""A statement of what a contact owes, or is owed (taken from the documents that change it)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from daicho.contacts.core.uses import Transaction


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A document with the balance after it, in minor units of the contact's currency."""

    transaction: Transaction
    amount: int
    balance: int


@dataclass(frozen=True, slots=True)
class Statement:
    """Documents of a period in the order of their days between two balances; opening + amounts = closing."""

    start: date
    end: date
    currency_code: str
    opening: int
    lines: tuple[StatementLine, ...]

    @property
    def closing(self) -> int:
        """What is owed at the end of the period."""
        return self.lines[-1].balance if self.lines else self.opening


def statement_of(transactions: Sequence[Transaction], *, start: date, end: date, currency_code: str) -> Statement:
    """Return the statement of a period from all documents until its end, in whatever order they come."""
    counted = [row for row in transactions if row.statement_amount is not None and row.day <= end]
    opening = sum(row.statement_amount or 0 for row in counted if row.day < start)
    balance, lines = opening, []
    for row in sorted((row for row in counted if row.day >= start), key=lambda row: (row.day, row.record_id)):
        amount = row.statement_amount or 0
        balance += amount
        lines.append(StatementLine(row, amount, balance))
    return Statement(start, end, currency_code, opening, tuple(lines))
