"""Accounts to choose from."""

from collections.abc import Collection
from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.ledger.models import Account
from daicho.platform.memory import lasting


@dataclass(frozen=True, slots=True)
class AccountChoice:
    """An account as forms offer it. `depth` is the number of accounts above it."""

    account_id: int
    name: str
    code: str
    account_type: str
    depth: int
    is_active: bool
    system_key: str


@lasting
def account_choices(
    ctx: Ctx, *, types: Collection[str] | None = None, account_ids: Collection[int] | None = None
) -> list[AccountChoice]:
    """Return the active accounts of these types (all where None) by code and name.

    With `account_ids` exactly those accounts, whatever their state: what records refer to.
    """
    del ctx  # the organisation is in scope
    rows = Account.objects.filter(is_active=True) if account_ids is None else Account.objects.filter(id__in=account_ids)
    if types is not None:
        rows = rows.filter(account_type__in=types)
    fields = ("id", "name", "code", "account_type", "depth", "is_active", "system_key")
    return [AccountChoice(*row) for row in rows.order_by("code", "name").values_list(*fields)]
