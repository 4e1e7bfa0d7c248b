"""Profit and loss."""

from collections import defaultdict

from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Value, beside, side_by_side
from daicho.reporting.core.statement import profit_totals
from daicho.reporting.queries._books import Books

_COLUMNS = (
    Column("section", _("Section")),
    Column("account_id", _("Account ID"), Kind.ID),
    Column("account_name", _("Account")),
    Column("amount", _("Amount"), Kind.MONEY),
)
_LAYOUT = (
    ("income", ("income",)),
    ("cost_of_goods_sold", ("cost_of_goods_sold", "gross_profit")),
    ("expense", ("expense", "operating_profit")),
    ("other_income", ()),
    ("other_expense", ("net_profit",)),
)
_CREDIT_PARTS = frozenset({"income", "other_income"})


def profit_and_loss(ctx: Ctx, *, parameters: Parameters) -> Report:
    """Return what each account of profit and loss came to in each period, as positive as it usually is."""
    books = Books.of(ctx, parameters)
    changes = books.changes(parameters.periods)
    parts: list[dict[str, int]] = [defaultdict(int) for _one in changes]
    rows: list[dict[str, Value]] = []
    for part, _totals in _LAYOUT:
        sign = -1 if part in _CREDIT_PARTS else 1
        for account in books.accounts:
            amounts = [sign * one.get(account.account_id, 0) for one in changes]
            if not account.is_profit or account.part != part or not any(amounts):
                continue
            for sum_of, amount in zip(parts, amounts, strict=True):
                sum_of[part] += amount
            rows.append(
                {
                    "section": part,
                    "account_id": account.account_id,
                    "account_name": account.name,
                    "leads": "costbydocument" if part == "cost_of_goods_sold" and not parameters.is_cash else "",
                    **beside([{"amount": amount} for amount in amounts], books.money),
                }
            )
    totals = beside([profit_totals(one) for one in parts], books.money)
    columns = side_by_side(_COLUMNS, len(changes))
    return Report("profitandloss", _("Profit and loss"), columns, rows, totals, _LAYOUT, basis=parameters.basis)
