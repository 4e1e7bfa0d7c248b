"""Accounts that payments go to or come from."""

from daicho.kernel.context import Ctx
from daicho.ledger.queries.accounts import AccountChoice, account_choices
from daicho.payments.core.fields import MONEY_ACCOUNTS


def money_accounts(ctx: Ctx) -> list[AccountChoice]:
    """Return the active accounts that money may come to or go from, banks first."""
    found = account_choices(ctx, types=MONEY_ACCOUNTS)
    return sorted(found, key=lambda account: MONEY_ACCOUNTS.index(account.account_type))
