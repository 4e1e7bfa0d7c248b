"""What is open with contacts in their own currencies."""

from collections.abc import Mapping

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from daicho.kernel.context import Ctx
from daicho.ledger.models import JournalLine
from daicho.ledger.queries.contact_sums import ContactSum


def contact_currency_sums(ctx: Ctx, *, currencies: Mapping[int, str]) -> dict[int, ContactSum]:
    """Return contact id → balances in the currency that `currencies` names for it. One statement."""
    del ctx  # the organisation is in scope
    rows = JournalLine.objects.filter(contact_id__in=list(currencies)).values("contact_id", "currency_code")
    sums = rows.annotate(
        receivable=Coalesce(Sum("currency_amount_minor", filter=Q(account__account_type="accounts_receivable")), 0),
        payable=Coalesce(Sum("currency_amount_minor", filter=Q(account__account_type="accounts_payable")), 0),
    ).order_by()
    return {
        contact_id: ContactSum(int(receivable), int(payable))
        for contact_id, currency, receivable, payable in sums.values_list(
            "contact_id", "currency_code", "receivable", "payable"
        )
        if currency == currencies[contact_id]
    }
