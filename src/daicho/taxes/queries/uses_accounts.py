"""Accounts that taxes refer to."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.taxes.models import Tax


def uses_accounts(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
    """Return those of the accounts `ids` that a tax names."""
    del ctx  # the organisation is in scope
    rows = Tax.objects.filter(purchase_account_id__in=ids).values_list("purchase_account_id", flat=True)
    return {account_id for account_id in rows if account_id}
