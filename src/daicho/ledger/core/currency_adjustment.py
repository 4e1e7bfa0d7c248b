"""Base currency adjustment: unrealised gain or loss on foreign balances (behaviour.md 4, 9).

It stands on its day and is taken back on the next, so that nothing realised later is booked twice; it opens no item.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypedDict

from daicho.kernel.errors import FieldError, missing
from daicho.kernel.money import MINOR_LIMIT
from daicho.kernel.rounding import scaled
from daicho.kernel.text import noop as _
from daicho.ledger.core.account_type import ACCOUNT_TYPES, AccountClass
from daicho.ledger.core.conversion import Conversion, ExchangeAccounts
from daicho.ledger.core.journal import NOTES_LENGTH, WITH_CONTACT
from daicho.ledger.core.posting import Amount, Line, Slot

SOURCE_KIND = "currencyadjustment"
"""The kind of document in the books."""

_NOT_MONEY = (*WITH_CONTACT, "stock", "fixed_asset", "intangible_asset", "right_to_use_asset")
MONETARY = tuple(
    key
    for key, kind in ACCOUNT_TYPES.items()
    if kind.account_class in {AccountClass.ASSET, AccountClass.LIABILITY} and key not in _NOT_MONEY
)
"""Types of accounts that are adjusted where the account itself is kept in the currency; receivable and payable are
adjusted whatever their own currency, contact by contact."""


class CurrencyAdjustmentFields(TypedDict, total=False):
    """What a person says; all of it is needed. `exchange_rate`: base units for one unit of the currency."""

    date: date | None
    currency_code: str
    exchange_rate: Decimal | None
    notes: str
    account_ids: Collection[int]


@dataclass(frozen=True, slots=True)
class ForeignBalance:
    """The balance of an account (and contact, 0: none) in a foreign currency: signed, debit positive."""

    account_id: int
    contact_id: int
    amount: Amount


@dataclass(frozen=True, slots=True)
class Revaluation:
    """A foreign balance and what it is worth at the rate of the day, in minor units of the base currency."""

    balance: ForeignBalance
    adjusted: int

    @property
    def gain(self) -> int:
        """The unrealised gain, negative for a loss."""
        return self.adjusted - self.balance.amount.base


def revalued(balances: Sequence[ForeignBalance], terms: Conversion) -> list[Revaluation]:
    """Return each balance with its worth, rounded half up once."""
    return [Revaluation(balance, terms.total(balance.amount.own)) for balance in balances]


def adjustment_lines(
    revaluations: Sequence[Revaluation], day: date, currency: str, accounts: ExchangeAccounts
) -> list[Line]:
    """Return what an adjustment has in the books: gain or loss on its day, and all of it taken back on the next."""
    lines = []
    for revaluation in revaluations:
        balance, gain = revaluation.balance, revaluation.gain
        for on, amount in ((day, gain), (day + timedelta(days=1), -gain)):
            lines += [
                Line(Slot(on, balance.account_id, balance.contact_id, currency=currency), Amount(amount, 0)),
                Line(Slot(on, accounts.taking(-gain), currency=currency), Amount(-amount, 0)),
            ]
    return lines


def field_errors(fields: CurrencyAdjustmentFields) -> Iterator[FieldError]:
    """Yield what is missing or wrong, under the names of the wire."""
    rate = fields.get("exchange_rate")
    if fields.get("date") is None:
        yield missing("adjustment_date")
    if not fields.get("currency_code"):
        yield missing("currency_id")
    if rate is None:
        yield missing("exchange_rate")
    elif not 0 < scaled(rate, 6) < MINOR_LIMIT:
        yield FieldError("exchange_rate", _("Invalid value passed for %(field)s"), {"field": "exchange_rate"})
    if not fields.get("notes", "").strip():
        yield missing("notes")
    elif len(fields.get("notes", "")) > NOTES_LENGTH:
        parameters = {"field": "notes", "limit": NOTES_LENGTH}
        yield FieldError("notes", _("%(field)s has more than %(limit)s characters."), parameters)
