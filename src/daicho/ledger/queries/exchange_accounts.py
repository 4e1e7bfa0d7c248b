"""The accounts of exchange gain and loss."""

from daicho.kernel.context import Ctx
from daicho.ledger.core.conversion import ExchangeAccounts
from daicho.ledger.queries.system_accounts import system_accounts


def exchange_accounts(ctx: Ctx) -> ExchangeAccounts:
    """Return the accounts that take exchange differences, realised and unrealised."""
    found = system_accounts(ctx, keys=("fx_gain", "fx_loss"))
    return ExchangeAccounts(found["fx_gain"], found["fx_loss"])
