"""The trial balance."""

from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Value
from daicho.reporting.queries._books import Books

_COLUMNS = (
    Column("account_id", _("Account ID"), Kind.ID),
    Column("account_name", _("Account")),
    Column("account_type", _("Account type")),
    Column("debit", _("Debit"), Kind.MONEY),
    Column("credit", _("Credit"), Kind.MONEY),
)


def trial_balance(ctx: Ctx, *, parameters: Parameters) -> Report:
    """Return each account's balance at `parameters.end` on its side; both totals are equal."""
    books = Books(ctx, parameters.known_at)
    balances = books.balances(parameters.end)
    rows: list[dict[str, Value]] = []
    debit = credit = 0
    for account in books.accounts:
        balance = balances.get(account.account_id, 0)
        if not balance:
            continue
        debit, credit = debit + max(balance, 0), credit + max(-balance, 0)
        rows.append(
            {
                "account_id": account.account_id,
                "account_name": account.name,
                "account_type": account.account_type,
                "debit": books.money(max(balance, 0)),
                "credit": books.money(max(-balance, 0)),
            }
        )
    totals = {"debit": books.money(debit), "credit": books.money(credit)}
    return Report("trialbalance", _("Trial balance"), _COLUMNS, rows, totals)
