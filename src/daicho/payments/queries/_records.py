"""Payments, credits and documents in one shape."""

from dataclasses import dataclass
from datetime import date

from daicho.ledger.core.conversion import Conversion
from daicho.ledger.core.posting import Amount
from daicho.payments.core.settlement import Ref
from daicho.payments.models import Payment


@dataclass(frozen=True, slots=True)
class SettledRecord:
    """A payment, credit, invoice or bill; `total` in both currencies, `account_id` and `fees` of a payment only.

    `retainer` is the number of the retainer invoice that a payment pays.
    """

    ref: Ref
    number: str
    contact_id: int
    contact_name: str
    day: date
    terms: Conversion
    total: Amount
    applied: int
    account_id: int = 0
    fees: int = 0
    due: date | None = None
    retainer: str = ""

    @property
    def left(self) -> int:
        """What is open or unused, in minor units of the record's currency."""
        return self.total.own - self.applied


def record_of_payment(row: Payment) -> SettledRecord:
    """Return a payment that was read with its contact and its retainer."""
    terms = Conversion(row.currency_code, row.exchange_rate_micro, row.base_currency)
    return SettledRecord(
        (row.kind, row.id), row.number, row.contact_id, row.contact.name, row.date, terms,
        Amount(terms.total(row.amount_minor), row.amount_minor), row.used_minor, row.account_id, row.fees_minor,
        retainer=row.retainer.number if row.retainer else "",
    )  # fmt: skip
