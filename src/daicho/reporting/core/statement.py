"""The arithmetic of the statements, on signed balances (debit positive)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from daicho.ledger.core.account_type import ACCOUNT_TYPES, AccountClass

PROFIT_CLASSES = frozenset({AccountClass.INCOME, AccountClass.COST_OF_GOODS_SOLD, AccountClass.EXPENSE})
_COST_SECTIONS = frozenset({"cogs", "cost_of_sales"})
_OPERATING_SECTIONS = frozenset({"sales", "revenue", "sga", "operating_expenses", *_COST_SECTIONS})


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as the statements need it."""

    account_id: int
    code: str
    name: str
    account_type: str
    section: str
    system_key: str
    is_active: bool

    @property
    def account_class(self) -> AccountClass:
        """The element of the statements that it belongs to."""
        return ACCOUNT_TYPES[self.account_type].account_class

    @property
    def is_profit(self) -> bool:
        """Whether it belongs to profit and loss, which begins anew each fiscal year."""
        return self.account_class in PROFIT_CLASSES

    @property
    def part(self) -> str:
        """Where it stands in profit and loss: income, cost_of_goods_sold, expense, other_income, other_expense."""
        if self.section in _COST_SECTIONS:
            return "cost_of_goods_sold"
        operating = self.section in _OPERATING_SECTIONS
        if self.account_class is AccountClass.INCOME:
            return "income" if operating else "other_income"
        return "expense" if operating else "other_expense"


def with_retained(
    balances: Mapping[int, int], earlier: Mapping[int, int], accounts: Iterable[AccountRow], retained_id: int
) -> dict[int, int]:
    """Return balances in which profit accounts begin with the fiscal year and earlier profit is retained earnings.

    `balances` are all-time sums to the report's day, `earlier` those up to the day before its fiscal year.
    """
    result = dict(balances)
    for account in accounts:
        if account.is_profit and earlier.get(account.account_id):
            result[account.account_id] = result.get(account.account_id, 0) - earlier[account.account_id]
            result[retained_id] = result.get(retained_id, 0) + earlier[account.account_id]
    return result


def profit_totals(amounts: Mapping[str, int]) -> dict[str, int]:
    """Return the lines of profit and loss from the natural (positive) amounts of its parts."""
    income, cost = amounts.get("income", 0), amounts.get("cost_of_goods_sold", 0)
    gross = income - cost
    operating = gross - amounts.get("expense", 0)
    net = operating + amounts.get("other_income", 0) - amounts.get("other_expense", 0)
    return {
        "income": income,
        "cost_of_goods_sold": cost,
        "gross_profit": gross,
        "expense": amounts.get("expense", 0),
        "operating_profit": operating,
        "net_profit": net,
    }
