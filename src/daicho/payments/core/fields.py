"""What may be said about payments and refunds when they are made or changed.

An absent key is unchanged, or its default. Amounts are in major units of the payment's (the credit's) currency.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict

from daicho.kernel.text import noop as _


class UseFields(TypedDict, total=False):
    """What a payment does to one document: `amount` of its money, and `withheld`, tax that the payer kept back."""

    target_id: int
    amount: Decimal
    withheld: Decimal


class PaymentFields(TypedDict, total=False):
    """A payment. `uses` replaces all uses; what they do not take stays unused.

    `exchange_rate`: base units for one unit of the currency; without it the rate of the day. `fees`: what the bank kept
    of the amount. `retainer_id`: the retainer invoice that it pays.
    """

    contact_id: int
    number: str
    date: date
    mode: str
    amount: Decimal
    fees: Decimal
    exchange_rate: Decimal | None
    account_id: int | None
    location_id: int | None
    retainer_id: int | None
    reference: str
    description: str
    uses: Sequence[UseFields]
    custom_fields: Sequence[Mapping[str, object]]


class RefundFields(TypedDict, total=False):
    """Money given back. `account_id` is where it comes from, or (of a vendor) where it goes to."""

    date: date
    mode: str
    amount: Decimal
    exchange_rate: Decimal | None
    account_id: int | None
    reference: str
    description: str


MODES = {
    "banktransfer": _("Bank transfer"),
    "cash": _("Cash"),
    "check": _("Check"),
    "creditcard": _("Credit card"),
    "bankremittance": _("Bank remittance"),
    "autotransaction": _("Automatic debit"),
    "others": _("Other"),
}
"""Ways of paying as forms offer them; clients may name others."""

TEXTS = {"number": 100, "mode": 40, "reference": 100, "description": 2000}
"""Longest texts."""

MONEY_ACCOUNTS = (
    "bank",
    "cash",
    "payment_clearing",
    "credit_card",
    "other_current_asset",
    "other_current_liability",
    "equity",
)
"""Types of accounts that money comes to or goes from."""
