"""The trial balance."""

from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Value, beside, side_by_side
from daicho.reporting.queries._books import Books

_COLUMNS = (
    Column("account_id", _("Account ID"), Kind.ID),
    Column("account_name", _("Account")),
    Column("account_type", _("Account type")),
    Column("debit", _("Debit"), Kind.MONEY),
    Column("credit", _("Credit"), Kind.MONEY),
)


def trial_balance(ctx: Ctx, *, parameters: Parameters) -> Report:
    """Return each account's balance at the end of each period on its side; both totals are equal."""
    books = Books.of(ctx, parameters)
    balances = books.balances([period.end for period in parameters.periods])
    rows: list[dict[str, Value]] = []
    totals = [dict.fromkeys(("debit", "credit"), 0) for _one in balances]
    for account in books.accounts:
        own = [balance.get(account.account_id, 0) for balance in balances]
        if not any(own):
            continue
        sides = [{"debit": max(balance, 0), "credit": max(-balance, 0)} for balance in own]
        for total, side in zip(totals, sides, strict=True):
            total.update({key: total[key] + amount for key, amount in side.items()})
        rows.append(
            {
                "account_id": account.account_id,
                "account_name": account.name,
                "account_type": account.account_type,
                **beside(sides, books.money),
            }
        )
    columns = side_by_side(_COLUMNS, len(balances))
    return Report(
        "trialbalance", _("Trial balance"), columns, rows, beside(totals, books.money), basis=parameters.basis
    )
