"""What customers owe in all, by the kept balances."""

from collections.abc import Sequence

from django.db.models import F, Q, Sum

from daicho.kernel.context import Ctx
from daicho.ledger.models import AccountBalance


def owed_in_all(ctx: Ctx, *, contact_ids: Sequence[int]) -> dict[int, int]:
    """Return contact → receivable less advances, in minor units of the base currency; those with any postings."""
    del ctx  # the organisation is in scope
    owing = Q(account__account_type="accounts_receivable") | Q(account__system_key="customer_advances")
    rows = AccountBalance.objects.filter(owing, contact_id__in=contact_ids).order_by().values("contact_id")
    sums = rows.annotate(balance=Sum(F("debit_minor") - F("credit_minor")))
    return {contact_id: int(balance) for contact_id, balance in sums.values_list("contact_id", "balance")}
