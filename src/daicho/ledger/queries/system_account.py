"""Accounts by the key that code knows them by."""

from daicho.kernel.context import Ctx
from daicho.ledger.models import Account


def system_account(ctx: Ctx, key: str) -> int:  # tidy: allow call-shape: the key is the question itself
    """Return the id of the system account `key` ("sales_default", "cogs_default", "inventory_asset", …).

    Raises LookupError (a programmer error) where the organisation's chart lacks it.
    """
    account_id = Account.objects.filter(system_key=key).values_list("id", flat=True).first()
    if account_id is None:
        raise LookupError(f"no system account {key} in organisation {ctx.organization_id}")
    return account_id
