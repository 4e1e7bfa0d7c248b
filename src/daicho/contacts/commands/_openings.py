"""Opening balances of a contact: they stand in the opening balances of the books."""

from decimal import Decimal

from daicho.contacts.core.contact import ContactFields
from daicho.contacts.core.openings import CONTROL_KEYS
from daicho.contacts.models import Contact
from daicho.kernel.context import Ctx
from daicho.ledger.commands.set_contact_openings import set_contact_openings
from daicho.ledger.core.account_type import Side
from daicho.ledger.core.opening import OpeningLineFields
from daicho.ledger.queries.system_account import system_account


def write_openings(ctx: Ctx, row: Contact, fields: ContactFields) -> None:
    """Let the books begin with what `fields` say that is open with the stored contact; nothing said changes nothing.

    A negative amount is an advance. Raises Forbidden without journals.edit, and as `set_opening_balances`.
    """
    if "opening_balances" not in fields:
        return
    normal = Side.DEBIT if row.contact_type == "customer" else Side.CREDIT
    opposite = Side.CREDIT if normal is Side.DEBIT else Side.DEBIT
    lines: list[OpeningLineFields] = []
    for balance in fields["opening_balances"]:
        amount = balance.get("opening_balance_amount") or Decimal(0)
        lines.append(
            {
                "amount": abs(amount),
                "side": normal if amount >= 0 else opposite,
                "currency_code": row.currency_code,
                "exchange_rate": balance.get("exchange_rate"),
                "location_id": balance.get("location_id"),
            }
        )
    account_id = system_account(ctx, CONTROL_KEYS[row.contact_type])
    set_contact_openings(ctx, contact_id=row.id, account_id=account_id, lines=lines)
