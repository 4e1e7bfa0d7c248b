"""What is unused of payments and open of credits, by contact."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Q, Value
from django.db.models.functions import Cast

from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.ledger.core.conversion import Conversion, settled_base
from daicho.ledger.core.posting import Amount
from daicho.payments.kinds import PAYMENT_KINDS, PaymentKind
from daicho.payments.models import Payment

_NOTHING = Amount(0, 0)
_COLUMNS = ("contact_id", "currency_code", "exchange_rate_micro", "base_currency")
_NAMED = ("name", "whole", "taken", "base")


@dataclass(frozen=True, slots=True)
class UnusedCredits:
    """Amounts in base currency and in the contact's: `payments` unused, `credits` (notes) open."""

    payments: Amount = _NOTHING
    credits: Amount = _NOTHING


def unused_credits(ctx: Ctx, *, contact_ids: Collection[int] | None = None) -> dict[tuple[str, int], UnusedCredits]:
    """Return (contact type, contact id) → what is unused, for contacts with anything; all of them where None.

    One statement.
    """
    del ctx  # the organisation is in scope
    parts = [_payments(), *(_credits(kind) for kind in PAYMENT_KINDS.values())]
    of_contacts = Q() if contact_ids is None else Q(contact_id__in=contact_ids)
    first, *others = [rows.filter(of_contacts).values_list(*_COLUMNS, *_NAMED) for rows in parts]
    found: dict[tuple[str, int], UnusedCredits] = defaultdict(UnusedCredits)
    for contact_id, *terms, name, total, taken, base in first.union(*others, all=True):
        kind = PAYMENT_KINDS[name]
        known = found[kind.contact_type, contact_id]
        if base is None:
            paid = _left(Amount(Conversion(*terms).total(total), total), taken)
            known = replace(known, payments=known.payments + paid)
        else:
            known = replace(known, credits=known.credits + _left(Amount(base, total), taken))
        found[kind.contact_type, contact_id] = known
    return dict(found)


def _payments() -> Any:
    """Return the payments that are not used up, with what `_NAMED` names; their base amount is not kept."""
    rows = Payment.objects.filter(used_minor__lt=F("amount_minor"))
    none = Cast(Value(None), BigIntegerField())
    return rows.annotate(name=F("kind"), whole=F("amount_minor"), taken=F("used_minor"), base=none)


def _credits(kind: PaymentKind) -> Any:
    """Return the open credits of a kind, with what `_NAMED` names."""
    rows = kind.credit.header.objects.filter(state=State.OPEN, applied_minor__lt=F("total_minor"))
    name = Value(kind.entity, output_field=CharField())
    return rows.annotate(name=name, whole=F("total_minor"), taken=F("applied_minor"), base=F("base_total_minor"))


def _left(whole: Amount, taken: int) -> Amount:
    """Return what is left of `whole` after `taken` of it went, in both currencies."""
    (base,) = settled_base(whole, [taken])
    return whole + -Amount(base, taken)
