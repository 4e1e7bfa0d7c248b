"""What is open with contacts by the books."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from daicho.kernel.context import Ctx
from daicho.ledger.models import AccountBalance


@dataclass(frozen=True, slots=True)
class ContactSum:
    """Balances of a contact's receivable and payable accounts in minor units of one currency, debit positive."""

    receivable: int
    payable: int


def contact_sums(ctx: Ctx, *, contact_ids: Sequence[int]) -> dict[int, ContactSum]:
    """Return contact id → balances in the base currency, for contacts with any postings. One statement."""
    del ctx  # the organisation is in scope
    rows = AccountBalance.objects.filter(contact_id__in=contact_ids).values("contact_id")
    balance = F("debit_minor") - F("credit_minor")
    sums = rows.annotate(
        receivable=Coalesce(Sum(balance, filter=Q(account__account_type="accounts_receivable")), 0),
        payable=Coalesce(Sum(balance, filter=Q(account__account_type="accounts_payable")), 0),
    ).order_by()
    return {
        contact_id: ContactSum(int(receivable), int(payable))
        for contact_id, receivable, payable in sums.values_list("contact_id", "receivable", "payable")
    }
