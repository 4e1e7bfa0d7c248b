"""What is unused of payments and open of credits, by contact."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F

from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.ledger.core.conversion import Conversion, settled_base
from daicho.ledger.core.posting import Amount
from daicho.payments.kinds import PAYMENT_KINDS, PaymentKind
from daicho.payments.models import Payment

_NOTHING = Amount(0, 0)


@dataclass(frozen=True, slots=True)
class UnusedCredits:
    """Amounts in base currency and in the contact's: `payments` unused, `credits` (notes) open."""

    payments: Amount = _NOTHING
    credits: Amount = _NOTHING


def unused_credits(ctx: Ctx, *, contact_ids: Collection[int] | None = None) -> dict[tuple[str, int], UnusedCredits]:
    """Return (contact type, contact id) → what is unused, for contacts with anything; all of them where None."""
    del ctx  # the organisation is in scope
    found: dict[tuple[str, int], UnusedCredits] = {}
    for kind in PAYMENT_KINDS.values():
        payments, credits = _payments(kind, contact_ids), _credits(kind, contact_ids)
        for contact_id in payments.keys() | credits.keys():
            found[kind.contact_type, contact_id] = UnusedCredits(payments[contact_id], credits[contact_id])
    return found


def _payments(kind: PaymentKind, contact_ids: Collection[int] | None) -> dict[int, Amount]:
    rows = Payment.objects.filter(kind=kind.entity, used_minor__lt=F("amount_minor"))
    rows = rows if contact_ids is None else rows.filter(contact_id__in=contact_ids)
    sums: dict[int, Amount] = defaultdict(lambda: _NOTHING)
    columns = ("contact_id", "amount_minor", "used_minor", "currency_code", "exchange_rate_micro", "base_currency")
    for contact_id, amount, used, *terms in rows.values_list(*columns):
        sums[contact_id] += _left(Amount(Conversion(*terms).total(amount), amount), used)
    return sums


def _credits(kind: PaymentKind, contact_ids: Collection[int] | None) -> dict[int, Amount]:
    rows = kind.credit.header.objects.filter(state=State.OPEN, applied_minor__lt=F("total_minor"))
    rows = rows if contact_ids is None else rows.filter(contact_id__in=contact_ids)
    sums: dict[int, Amount] = defaultdict(lambda: _NOTHING)
    columns = ("contact_id", "base_total_minor", "total_minor", "applied_minor")
    for contact_id, base, total, applied in rows.values_list(*columns):
        sums[contact_id] += _left(Amount(base, total), applied)
    return sums


def _left(whole: Amount, taken: int) -> Amount:
    """Return what is left of `whole` after `taken` of it went, in both currencies."""
    (base,) = settled_base(whole, [taken])
    return whole + -Amount(base, taken)
