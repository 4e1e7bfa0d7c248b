"""Close the periods of many customers at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from daicho.closings.commands._write import write_statement
from daicho.closings.queries.draft_statements import draft_statements
from daicho.contacts.commands.locks import locked_contacts
from daicho.contacts.queries.closing_customers import closing_customers
from daicho.kernel.context import Ctx
from daicho.kernel.errors import DaichoError
from daicho.platform.work import attempt, unit_of_work


@dataclass(frozen=True, slots=True)
class Closed:
    """What became of one customer's period: its statement, or the error that refused it."""

    contact_id: int
    name: str
    statement_id: int | None = None
    error: DaichoError | None = None


# tidy: allow unaudited: write_statement records
def close_periods(ctx: Ctx, *, closing_date: date, contact_ids: Sequence[int] | None = None) -> list[Closed]:
    """Close the period of each customer whose closing day `closing_date` is, or of `contact_ids`.

    Each succeeds or is refused by itself. Customers without anything to state, and those closed already, are left out
    unless they are named. All are drafted at once. Raises NotFound for a contact that does not exist.
    """
    ctx.require("invoices.create")
    found = []
    with unit_of_work(ctx):
        ids = contact_ids
        if ids is None:
            ids = [customer.contact_id for customer in closing_customers(ctx, day=closing_date)]
        locked_contacts(ctx, ids)
        for draft in draft_statements(ctx, closing_date=closing_date, contact_ids=ids):
            if contact_ids is None and (draft.is_closed or draft.is_empty):
                continue
            contact_id, name = draft.customer.contact_id, draft.customer.name
            try:
                with attempt(ctx):
                    statement_id = write_statement(ctx, draft)
            except DaichoError as error:
                found.append(Closed(contact_id, name, error=error))
            else:
                found.append(Closed(contact_id, name, statement_id))
    return found
