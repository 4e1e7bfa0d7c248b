"""Balances of accounts from the monthly sums."""

from collections.abc import Collection

from django.db.models import Sum

from daicho.ledger.models import AccountBalance


def balances_of(account_ids: Collection[int]) -> dict[int, int]:
    """Return account id → debits less credits in minor units of the base currency, for accounts with postings."""
    rows = AccountBalance.objects.filter(account_id__in=account_ids).values("account_id")
    sums = rows.annotate(debit=Sum("debit_minor"), credit=Sum("credit_minor"))
    return {
        account_id: debit - credit for account_id, debit, credit in sums.values_list("account_id", "debit", "credit")
    }
