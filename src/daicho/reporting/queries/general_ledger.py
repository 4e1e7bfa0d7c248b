"""The general ledger, one row an account."""

from datetime import timedelta

from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Value
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
    books = Books(ctx, parameters.known_at)
    opening = books.balances(parameters.start - timedelta(days=1))
    moved = books.sums(parameters.start, parameters.end)
    rows: list[dict[str, Value]] = []
    total = DebitCredit()
    for account in books.accounts:
        before, sums = opening.get(account.account_id, 0), moved.get(account.account_id, DebitCredit())
        if not before and not sums.debit and not sums.credit:
            continue
        total += sums
        rows.append(
            {
                "account_id": account.account_id,
                "account_name": account.name,
                "opening_balance": books.money(before),
                "debit": books.money(sums.debit),
                "credit": books.money(sums.credit),
                "closing_balance": books.money(before + sums.balance),
            }
        )
    totals = {"debit": books.money(total.debit), "credit": books.money(total.credit)}
    return Report("generalledger", _("General ledger"), _COLUMNS, rows, totals)
