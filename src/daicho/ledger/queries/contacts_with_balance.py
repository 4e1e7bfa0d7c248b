"""Contacts with whom anything is open by the books."""

from django.db.models import F, Sum

from daicho.kernel.context import Ctx
from daicho.ledger.core.journal import WITH_CONTACT
from daicho.ledger.models import AccountBalance


def contacts_with_balance(ctx: Ctx) -> frozenset[int]:
    """Return the contacts whose receivable or payable accounts are not at zero."""
    del ctx  # the organisation is in scope
    rows = AccountBalance.objects.filter(account__account_type__in=WITH_CONTACT).exclude(contact_id=0)
    sums = rows.values("contact_id", "account_id").annotate(balance=Sum(F("debit_minor") - F("credit_minor")))
    return frozenset(sums.exclude(balance=0).order_by().values_list("contact_id", flat=True))
