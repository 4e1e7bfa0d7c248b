"""What can be asked of a list of payments."""

from collections.abc import Callable
from functools import cache

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.payments.kinds import PaymentKind
from daicho.platform.listing import Filter, Listing

_MODES = (
    "Check", "Cash", "BankTransfer", "Paypal", "CreditCard", "GoogleCheckout", "Credit", "Authorizenet",
    "BankRemittance", "Payflowpro", "Stripe", "TwoCheckout", "Braintree", "Others",
)  # fmt: skip


@cache
def payment_listing(kind: PaymentKind) -> Listing:
    """Return what can be asked of a list of payments of `kind` (zoho-surface, customer-payments, vendor-payments)."""
    names = kind.names
    return Listing(
        filters=(
            Filter("payment_number", "number"),
            Filter(names.contact_name, "contact__name"),
            Filter(names.contact_id, "contact_id", "id"),
            Filter("reference_number", "reference"),
            Filter("date", "date", "date"),
            Filter("amount", "amount_minor", "amount", currency_path="currency_code"),
            Filter("notes", "description"),
            Filter("description", "description"),
            Filter("payment_mode", "mode"),
        ),
        sorts={
            "date": "date",
            "payment_number": "number",
            names.contact_name: "contact__sort_key",
            "reference_number": "reference",
            "payment_mode": "mode",
            "amount": "amount_minor",
            "balance": "unused_minor",
            "created_time": "created_at",
            "last_modified_time": "modified_at",
        },
        default_sort="date",
        default_descending=True,
        search=("number", "reference", "contact__name", "description"),
        views={
            "PaymentMode.All": lambda _ctx: Q(),
            **{f"PaymentMode.{mode}": _of_mode(mode.lower()) for mode in _MODES},
            "Status.Unused": lambda _ctx: Q(unused_minor__gt=0),
        },
    )


def _of_mode(mode: str) -> Callable[[Ctx], Q]:
    return lambda _ctx: Q(mode__iexact=mode)
