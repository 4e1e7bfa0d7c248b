"""What one contact owed, or was owed, when the books began."""

from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Rate
from daicho.kernel.money import Money
from daicho.ledger.models import OpeningBalanceLine


@dataclass(frozen=True, slots=True)
class ContactOpening:
    """One opening balance of a contact: debit positive, in its currency; `rate` as it was entered."""

    amount: Money
    rate: Rate
    location_id: int | None


def contact_openings(ctx: Ctx, *, contact_id: int, system_key: str) -> list[ContactOpening]:
    """Return the contact's opening balances on a system account, in the order in which they were entered."""
    del ctx  # the organisation is in scope
    rows = OpeningBalanceLine.objects.filter(contact_id=contact_id, account__system_key=system_key)
    return [
        ContactOpening(Money(row.amount_minor, row.currency_code), Rate(row.rate_micro), row.location_id)
        for row in rows.order_by("position")
    ]
