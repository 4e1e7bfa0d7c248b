"""Profit and loss."""

from collections import defaultdict

from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Value
from daicho.reporting.core.statement import profit_totals
from daicho.reporting.queries._books import Books
from daicho.reporting.queries.account_sums import DebitCredit

_COLUMNS = (
    Column("section", _("Section")),
    Column("account_id", _("Account ID"), Kind.ID),
    Column("account_name", _("Account")),
    Column("amount", _("Amount"), Kind.MONEY),
)
_PARTS = ("income", "cost_of_goods_sold", "expense", "other_income", "other_expense")
_CREDIT_PARTS = frozenset({"income", "other_income"})


def profit_and_loss(ctx: Ctx, *, parameters: Parameters) -> Report:
    """Return what each account of profit and loss came to from `start` to `end`, as positive as it usually is."""
    books = Books(ctx, parameters.known_at)
    sums = books.sums(parameters.start, parameters.end)
    amounts: dict[str, int] = defaultdict(int)
    rows: list[dict[str, Value]] = []
    for part in _PARTS:
        for account in books.accounts:
            balance = sums.get(account.account_id, DebitCredit()).balance
            if not account.is_profit or account.part != part or not balance:
                continue
            amount = -balance if part in _CREDIT_PARTS else balance
            amounts[part] += amount
            rows.append(
                {
                    "section": part,
                    "account_id": account.account_id,
                    "account_name": account.name,
                    "amount": books.money(amount),
                }
            )
    totals = {key: books.money(value) for key, value in profit_totals(amounts).items()}
    return Report("profitandloss", _("Profit and loss"), _COLUMNS, rows, totals)
