"""The balance sheet."""

from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.ledger.core.account_type import AccountClass
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Value, beside, side_by_side
from daicho.reporting.queries._books import Books

_COLUMNS = (
    Column("section", _("Section")),
    Column("account_id", _("Account ID"), Kind.ID),
    Column("account_name", _("Account")),
    Column("amount", _("Amount"), Kind.MONEY),
)
_SECTIONS = {
    AccountClass.ASSET: "assets",
    AccountClass.LIABILITY: "liabilities",
    AccountClass.EQUITY: "equity",
}
CURRENT_YEAR_EARNINGS = _("Current year earnings")


_LAYOUT = tuple((section, (section,)) for section in _SECTIONS.values())


def balance_sheet(ctx: Ctx, *, parameters: Parameters) -> Report:
    """Return assets (debit positive), liabilities and equity (credit positive) at the end of each period.

    Profit of the running fiscal year stands in equity as one computed row without an account.
    """
    books = Books.of(ctx, parameters)
    balances = books.balances([period.end for period in parameters.periods])
    rows: list[dict[str, Value]] = []
    totals = [dict.fromkeys(_SECTIONS.values(), 0) for _one in balances]

    def add(section: str, account_id: int | None, name: str, amounts: list[int]) -> None:
        if not any(amounts):
            return
        for total, amount in zip(totals, amounts, strict=True):
            total[section] += amount
        figures = beside([{"amount": amount} for amount in amounts], books.money)
        rows.append({"section": section, "account_id": account_id, "account_name": name, **figures})

    for account_class, section in _SECTIONS.items():
        sign = 1 if account_class is AccountClass.ASSET else -1
        for account in books.accounts:
            if account.account_class is account_class:
                amounts = [sign * balance.get(account.account_id, 0) for balance in balances]
                add(section, account.account_id, account.name, amounts)
    profit_accounts = [account.account_id for account in books.accounts if account.is_profit]
    profits = [-sum(balance.get(account_id, 0) for account_id in profit_accounts) for balance in balances]
    add("equity", None, CURRENT_YEAR_EARNINGS, profits)
    columns = side_by_side(_COLUMNS, len(balances))
    sums = beside(totals, books.money)
    return Report("balancesheet", _("Balance sheet"), columns, rows, sums, _LAYOUT, basis=parameters.basis)
