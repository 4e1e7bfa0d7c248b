"""Taxes on lines of journals: what the ledger asks of the taxes, which stand above it, and what a line keeps of it.

Each line is a transaction of its own, so its tax is rounded by itself: one rounding per rate is the rule of invoices
(japan.md RND-01, RND-03).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from daicho.ledger.core.account_type import ACCOUNT_TYPES, CONTROLLED, AccountClass, Side

TAX_ACCOUNTS = ("output_tax", "input_tax")
"""System accounts that hold tax."""


class Direction(StrEnum):
    """Whether a line says what was sold (output tax) or bought (input tax), on whatever side of the journal."""

    SALE = "sale"
    PURCHASE = "purchase"


class TaxShare(NamedTuple):
    """One tax of a line: percentage in 10^-6, signed amounts in minor units of the journal's and the base currency.

    `account_id` is the account that holds it, 0 where it is part of what the line costs.
    """

    tax_id: int
    name: str
    percentage_micro: int
    account_id: int
    own: int
    base: int = 0


@dataclass(frozen=True, slots=True)
class TaxedAmount:
    """A signed amount in minor units, debit positive, that bears a tax or a group of taxes."""

    tax_id: int
    direction: Direction
    minor: int


@dataclass(frozen=True, slots=True)
class LineTaxes:
    """A tax or group as a line carries it, and what its taxes come to; percentage in 10^-6 per cent."""

    name: str
    percentage_micro: int
    is_active: bool
    shares: tuple[TaxShare, ...]


NO_TAXES = LineTaxes("", 0, is_active=True, shares=())


@dataclass(frozen=True, slots=True)
class TaxChoice:
    """A tax or group that a line may name."""

    tax_id: int
    name: str


@dataclass(frozen=True, slots=True)
class JournalTaxes:
    """What the taxes do for journals (config/wiring.py JOURNAL_TAXES).

    `choices(ctx)` are the active taxes; `on_amounts(ctx, amounts=…, day=…, currency=…, is_inclusive=…)` returns for
    each TaxedAmount its LineTaxes, None where there is no such tax.
    """

    choices: Callable[..., Sequence[TaxChoice]]
    on_amounts: Callable[..., Sequence[LineTaxes | None]]


def usual_direction(account_type: str) -> Direction:
    """Return what a line of such an account says unless it says otherwise: income is sold, all else is bought."""
    is_income = ACCOUNT_TYPES[account_type].account_class is AccountClass.INCOME
    return Direction.SALE if is_income else Direction.PURCHASE


def bears_tax(account_type: str, system_key: str) -> bool:
    """Return whether lines of an account may carry tax: not those of tax itself, of stock and of what is owed."""
    return account_type not in CONTROLLED and system_key not in TAX_ACCOUNTS


@dataclass(frozen=True, slots=True)
class JournalTax:
    """What a tax comes to on one side, in minor units of the journal's currency, positive.

    `has_account`: it is held by an account of its own, not part of what the lines cost.
    """

    name: str
    side: Side
    amount: int
    has_account: bool


def summed_taxes(of_lines: Iterable[Sequence[TaxShare]]) -> list[JournalTax]:
    """Return what the taxes of lines come to by name and side, without those that come to nothing."""
    sums: dict[tuple[str, Side, bool], int] = {}
    for share in (share for shares in of_lines for share in shares if share.own):
        key = (share.name, Side.DEBIT if share.own > 0 else Side.CREDIT, bool(share.account_id))
        sums[key] = sums.get(key, 0) + abs(share.own)
    return [JournalTax(name, side, amount, apart) for (name, side, apart), amount in sums.items()]
