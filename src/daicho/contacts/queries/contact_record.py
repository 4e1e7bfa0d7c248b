"""A contact with what other packages know of it."""

from dataclasses import dataclass

from daicho.contacts.core.openings import CONTROL_KEYS
from daicho.contacts.core.uses import OpenAmounts
from daicho.contacts.queries.contact_balances import contact_balances
from daicho.contacts.queries.contact_detail import ContactView, contact_detail
from daicho.contacts.queries.contacts_with_transactions import contacts_with_transactions
from daicho.kernel.context import Ctx
from daicho.ledger.queries.contact_openings import ContactOpening, contact_openings
from daicho.organizations.core.currencies import CurrencyView
from daicho.organizations.queries.list_currencies import list_currencies


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """A contact, its currency, whether it has transactions, what is open with it, and what was when the books began."""

    view: ContactView
    currency: CurrencyView | None
    base_currency: str
    has_transactions: bool
    open_amounts: OpenAmounts
    openings: list[ContactOpening]


def contact_record(ctx: Ctx, *, contact_id: int) -> ContactRecord:
    """Return all that the API tells of a contact. Raises NotFound."""
    view = contact_detail(ctx, contact_id=contact_id)
    currencies = {currency.code: currency for currency in list_currencies(ctx)}
    return ContactRecord(
        view,
        currency=currencies.get(view.currency_code),
        base_currency=next(currency.code for currency in currencies.values() if currency.is_base),
        has_transactions=bool(contacts_with_transactions(ctx, contact_ids=[contact_id])),
        open_amounts=contact_balances(ctx, currencies={contact_id: view.currency_code})[contact_id],
        openings=contact_openings(ctx, contact_id=contact_id, system_key=CONTROL_KEYS[view.contact_type]),
    )
