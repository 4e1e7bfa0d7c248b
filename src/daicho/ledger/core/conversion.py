"""Foreign amounts in base currency: documents, their settlement, and the difference that makes (behaviour.md 4, 9).

Nothing is converted twice: a total is converted once, its parts share it, and what is settled of it carries off its
share, so that neither an entry nor a settled document ever leaves a unit behind.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise

from daicho.kernel.allocation import shares
from daicho.kernel.money import Money, convert, currency_decimals
from daicho.kernel.rounding import Rounding, divide
from daicho.ledger.core.posting import Amount, Line, Slot

MICRO_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Conversion:
    """The terms of a document: its currency, the base currency, and base units for one unit of it in 10^-6."""

    currency: str
    rate_micro: int
    base_currency: str

    def total(self, own: int) -> int:
        """Return `own` minor units of the document's currency in those of the base currency, rounded half up once."""
        return convert(Money(own, self.currency), self.rate_micro, self.base_currency).minor

    def parts(self, own: Sequence[int]) -> list[int]:
        """Return signed parts of a total in base currency; they sum to `total(sum(own))`.

        Each is within one unit of its exact worth, left-over units by largest remainder (`kernel.allocation.shares`).
        """
        if self.currency == self.base_currency:
            return list(own)
        multiplier = self.rate_micro * 10 ** currency_decimals(self.base_currency)
        return shares(own, multiplier, 10 ** (MICRO_DECIMALS + currency_decimals(self.currency)))

    def amounts(self, own: Sequence[int]) -> list[Amount]:
        """Return the parts as amounts in both currencies, ready for the lines of an entry."""
        return [Amount(base, part) for base, part in zip(self.parts(own), own, strict=True)]


def settled_base(document: Amount, settled: Sequence[int]) -> list[int]:
    """Return what each settlement of a document carries off in base currency, in minor units.

    `document` is what was to be settled, `settled` the settlements in their order, in minor units of its currency.
    Each carries off the difference of rounded cumulative shares: together they never drift, and a document that is
    settled in full leaves exactly nothing. Works for the unused part of a payment and its applications as well.
    """
    assert abs(sum(settled)) <= abs(document.own), "more is settled than there is"
    if not document.own:
        return [0] * len(settled)
    reached = [
        divide(document.base * sum_so_far, document.own, Rounding.HALF_UP)
        for sum_so_far in accumulate(settled, initial=0)
    ]
    return [after - before for before, after in pairwise(reached)]


@dataclass(frozen=True, slots=True)
class ExchangeAccounts:
    """The accounts that take differences: system accounts `fx_gain` and `fx_loss`."""

    gain_id: int
    loss_id: int

    def taking(self, base: int) -> int:
        """Return the account of a line over `base` (debit positive): a debit is a loss, a credit a gain."""
        return self.loss_id if base > 0 else self.gain_id


def with_exchange_difference(lines: Sequence[Line], accounts: ExchangeAccounts) -> list[Line]:
    """Return the lines with what they lack to balance in base currency, as realised gain or loss, for each day.

    For a settlement: the money at its own rate against what it carries off (`settled_base`). The lines balance in the
    document's currency already; the difference is a line of that currency with nothing in it.
    """
    base: dict[tuple[date, str], int] = defaultdict(int)
    for line in lines:
        base[line.slot.day, line.slot.currency] += line.amount.base
    return [
        *lines,
        *(
            Line(Slot(day, accounts.taking(-excess), currency=currency), Amount(-excess, 0))
            for (day, currency), excess in base.items()
            if excess
        ),
    ]
