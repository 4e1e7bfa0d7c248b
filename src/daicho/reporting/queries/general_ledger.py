"""The general ledger, one row an account."""

from datetime import timedelta

from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Value, beside, side_by_side
from daicho.reporting.queries._books import Books
from daicho.reporting.queries.account_sums import DebitCredit

_COLUMNS = (
    Column("account_id", _("Account ID"), Kind.ID),
    Column("account_name", _("Account")),
    Column("opening_balance", _("Opening balance"), Kind.MONEY),
    Column("debit", _("Debit"), Kind.MONEY),
    Column("credit", _("Credit"), Kind.MONEY),
    Column("closing_balance", _("Closing balance"), Kind.MONEY),
)


def general_ledger(ctx: Ctx, *, parameters: Parameters) -> Report:
    """Return opening balance, debits, credits and closing balance of each account that has any (debit positive)."""
    books = Books.of(ctx, parameters, has_lines=True)
    periods = parameters.periods
    opening = books.balances([period.start - timedelta(days=1) for period in periods])
    moved = books.sums(periods)
    rows: list[dict[str, Value]] = []
    totals = [dict.fromkeys(("debit", "credit"), 0) for _period in periods]
    for account in books.accounts:
        figures = [
            _figures(before.get(account.account_id, 0), sums.get(account.account_id, DebitCredit()))
            for before, sums in zip(opening, moved, strict=True)
        ]
        if not any(any(one.values()) for one in figures):
            continue
        for total, one in zip(totals, figures, strict=True):
            total.update({key: total[key] + one[key] for key in total})
        names: dict[str, Value] = {"account_id": account.account_id, "account_name": account.name}
        rows.append({**names, **beside(figures, books.money)})
    columns = side_by_side(_COLUMNS, len(periods))
    return Report(
        "generalledger", _("General ledger"), columns, rows, beside(totals, books.money), basis=parameters.basis
    )


def _figures(before: int, sums: DebitCredit) -> dict[str, int]:
    return {
        "opening_balance": before,
        "debit": sums.debit,
        "credit": sums.credit,
        "closing_balance": before + sums.balance,
    }
