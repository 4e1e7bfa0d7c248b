"""Balances in a foreign currency."""

from datetime import date

from django.db.models import Case, F, Q, Sum, Value, When

from daicho.kernel.context import Ctx
from daicho.ledger.core.currency_adjustment import MONETARY, SOURCE_KIND, ForeignBalance
from daicho.ledger.core.journal import WITH_CONTACT
from daicho.ledger.core.posting import Amount
from daicho.ledger.models import JournalLine
from daicho.platform.db.fields import SnowflakeField


def foreign_balances(ctx: Ctx, *, currency: str, day: date) -> list[ForeignBalance]:
    """Return what receivable and payable accounts (by contact) and accounts kept in `currency` hold of it on `day`.

    Adjustments do not count: they say what a balance is worth, not what it is. In the order of account and contact.
    """
    del ctx  # the organisation is in scope
    with_contact = Q(account__account_type__in=WITH_CONTACT)
    kept_in_it = Q(account__currency_code=currency, account__account_type__in=MONETARY)
    whose = Case(When(with_contact, then=F("contact_id")), default=Value(0), output_field=SnowflakeField())
    rows = JournalLine.objects.filter(with_contact | kept_in_it, currency_code=currency, day__lte=day)
    sums = (
        rows.exclude(entry__source_kind=SOURCE_KIND)
        .values("account_id", whose=whose)
        .annotate(base=Sum("amount_minor"), own=Sum("currency_amount_minor"))
        .order_by("account__code", "account_id", "whose")
    )
    return [
        ForeignBalance(account_id, contact_id, Amount(int(base), int(own)))
        for account_id, contact_id, base, own in sums.values_list("account_id", "whose", "base", "own")
        if base or own
    ]
