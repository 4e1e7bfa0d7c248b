"""An account as pages and the API show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from daicho.ledger.models import Account


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account. `balance` is in minor units of the base currency, positive on the account's normal side."""

    account_id: int
    name: str
    code: str
    account_type: str
    section: str
    normal_balance: str
    parent_id: int | None
    parent_name: str
    depth: int
    description: str
    currency_code: str
    default_tax_code: str
    system_key: str
    is_active: bool
    is_user_created: bool
    show_on_dashboard: bool
    can_show_in_ze: bool
    include_in_vat_return: bool
    is_involved_in_transaction: bool
    balance: int
    created_at: datetime
    modified_at: datetime


_SAME = (
    "name", "code", "account_type", "section", "normal_balance", "parent_id", "depth", "description", "currency_code",
    "default_tax_code", "system_key", "is_active", "is_user_created", "show_on_dashboard", "can_show_in_ze",
    "include_in_vat_return", "created_at", "modified_at",
)  # fmt: skip


def account_values(row: Account, posted: Mapping[int, int]) -> dict[str, Any]:
    """Return the fields of an AccountView; `posted` tells debit less credit by account, of those that have lines."""
    balance = posted.get(row.id, 0)
    return {
        "account_id": row.id,
        "parent_name": row.parent.name if row.parent else "",
        "is_involved_in_transaction": row.id in posted,
        "balance": balance if row.normal_balance == "debit" else -balance,
        **{name: getattr(row, name) for name in _SAME},
    }
