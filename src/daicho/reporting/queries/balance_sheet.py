"""The balance sheet."""

from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.ledger.core.account_type import AccountClass
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Value
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


def balance_sheet(ctx: Ctx, *, parameters: Parameters) -> Report:
    """Return assets (debit positive), liabilities and equity (credit positive) at `parameters.end`.

    Profit of the running fiscal year stands in equity as one computed row without an account.
    """
    books = Books(ctx, parameters.known_at)
    balances = books.balances(parameters.end)
    sums = dict.fromkeys(_SECTIONS.values(), 0)
    rows: list[dict[str, Value]] = []
    for account_class, section in _SECTIONS.items():
        sign = 1 if account_class is AccountClass.ASSET else -1
        for account in books.accounts:
            balance = sign * balances.get(account.account_id, 0)
            if account.account_class is account_class and balance:
                sums[section] += balance
                rows.append(_row(section, account.account_id, account.name, books.money(balance)))
    profit = -sum(balances.get(account.account_id, 0) for account in books.accounts if account.is_profit)
    if profit:
        sums["equity"] += profit
        rows.append(_row("equity", None, CURRENT_YEAR_EARNINGS, books.money(profit)))
    return Report(
        "balancesheet",
        _("Balance sheet"),
        _COLUMNS,
        rows,
        {section: books.money(amount) for section, amount in sums.items()},
    )


def _row(section: str, account_id: int | None, name: str, amount: Value) -> dict[str, Value]:
    return {"section": section, "account_id": account_id, "account_name": name, "amount": amount}
