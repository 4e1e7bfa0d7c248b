"""Accounts that items refer to."""

from collections.abc import Collection

from django.db.models import Q

from daicho.catalog.models import Item
from daicho.kernel.context import Ctx


def uses_accounts(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
    """Return those of the accounts `ids` that an item names."""
    del ctx  # the organisation is in scope
    condition = Q(account_id__in=ids) | Q(purchase_account_id__in=ids) | Q(inventory_account_id__in=ids)
    rows = Item.objects.filter(condition).values_list("account_id", "purchase_account_id", "inventory_account_id")
    return {account_id for row in rows.distinct() for account_id in row} & set(ids)
