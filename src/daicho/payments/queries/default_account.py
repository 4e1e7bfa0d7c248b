"""The account where none is named."""

from daicho.kernel.context import Ctx
from daicho.payments.queries.money_accounts import money_accounts

_FIRST = ("bank_default", "undeposited_funds", "cash_on_hand")


def default_account(ctx: Ctx, *, is_received: bool) -> int:
    """Return the account where none is named (0: none is): received money is undeposited, paid left the bank."""
    wanted = "undeposited_funds" if is_received else "bank_default"
    accounts = {account.system_key: account.account_id for account in money_accounts(ctx)}
    return next((accounts[key] for key in (wanted, *_FIRST) if key in accounts), 0)
