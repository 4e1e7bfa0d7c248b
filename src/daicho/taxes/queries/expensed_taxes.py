"""Taxes on purchases that are not value added, and therefore cost (zoho-surface: `is_value_added`)."""

from collections.abc import Collection
from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.taxes.models import Tax


@dataclass(frozen=True, slots=True)
class ExpensedTax:
    """The account that bears the tax; None: it is part of what the line costs. `group_ids`: the groups it is in."""

    account_id: int | None
    group_ids: frozenset[int]


def expensed_taxes(ctx: Ctx, *, tax_ids: Collection[int]) -> dict[int, ExpensedTax]:
    """Return id → how it is booked, for those of these taxes that nobody can reclaim. One query."""
    del ctx  # the organisation is in scope
    if not tax_ids:
        return {}
    rows = Tax.objects.filter(id__in=tax_ids, is_value_added=False)
    groups: dict[int, set[int]] = {}
    accounts: dict[int, int | None] = {}
    for tax_id, account_id, group_id in rows.values_list("id", "purchase_account_id", "groups__group_id"):
        accounts[tax_id] = account_id
        groups.setdefault(tax_id, set()).update({group_id} if group_id else ())
    return {tax_id: ExpensedTax(account_id, frozenset(groups[tax_id])) for tax_id, account_id in accounts.items()}
