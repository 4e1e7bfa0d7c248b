"""What a base currency adjustment is to pages and API."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Rate
from daicho.kernel.money import Money
from daicho.ledger.core.currency_adjustment import Revaluation
from daicho.ledger.models import Account
from daicho.platform.custom_fields.references import record_names

FIELDS = ("id", "date", "currency_code", "rate_micro", "notes", "gain_minor", "created_at", "modified_at")
"""Columns that `adjustment_row` reads."""


@dataclass(frozen=True, slots=True)
class AdjustedBalance:
    """The balance of an account (and contact) in its currency, in base currency by the books, and as adjusted."""

    account_id: int
    account_name: str
    account_code: str
    contact_id: int
    contact_name: str
    own: Money
    base: Money
    adjusted: Money

    @property
    def gain(self) -> Money:
        """The unrealised gain, negative for a loss."""
        return self.adjusted - self.base


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """An adjustment in a list; `gain` is negative for a loss."""

    adjustment_id: int
    day: date
    currency_code: str
    rate: Rate
    notes: str
    gain: Money
    created_at: datetime
    modified_at: datetime


@dataclass(frozen=True, slots=True)
class AdjustmentView:
    """An adjustment with the balances as they were when it was made."""

    row: AdjustmentRow
    balances: tuple[AdjustedBalance, ...]


def named_balances(ctx: Ctx, found: Sequence[Revaluation], currency: str, base: str) -> list[AdjustedBalance]:
    """Return the balances with the names of accounts and contacts; two statements."""
    accounts = Account.objects.in_bulk({each.balance.account_id for each in found})
    contacts = sorted({each.balance.contact_id for each in found if each.balance.contact_id})
    names = record_names(ctx, entity="contact", record_ids=contacts)
    return [
        AdjustedBalance(
            account_id=each.balance.account_id,
            account_name=accounts[each.balance.account_id].name,
            account_code=accounts[each.balance.account_id].code,
            contact_id=each.balance.contact_id,
            contact_name=names.get(each.balance.contact_id, ""),
            own=Money(each.balance.amount.own, currency),
            base=Money(each.balance.amount.base, base),
            adjusted=Money(each.adjusted, base),
        )
        for each in found
    ]


def adjustment_row(values: Sequence[Any], base: str) -> AdjustmentRow:
    """Return the row of the values of `FIELDS`."""
    adjustment_id, day, currency, rate, notes, gain, created_at, modified_at = values
    return AdjustmentRow(adjustment_id, day, currency, Rate(rate), notes, Money(gain, base), created_at, modified_at)
