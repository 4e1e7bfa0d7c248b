"""Close the periods of many customers at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from daicho.closings.commands.close_period import close_period
from daicho.closings.queries.draft_statements import draft_statements
from daicho.kernel.context import Ctx
from daicho.kernel.errors import DaichoError, NotFound
from daicho.kernel.text import noop as _
from daicho.platform.work import attempt, unit_of_work


@dataclass(frozen=True, slots=True)
class Closed:
    """What became of one customer's period: its statement, or the error that refused it."""

    contact_id: int
    name: str
    statement_id: int | None = None
    error: DaichoError | None = None


# tidy: allow unaudited: close_period records
def close_periods(ctx: Ctx, *, closing_date: date, contact_ids: Sequence[int] | None = None) -> list[Closed]:
    """Close the period of each customer whose closing day `closing_date` is, or of `contact_ids`.

    Each succeeds or is refused by itself. Customers without anything to state, and those closed already, are left out
    unless they are named. Raises NotFound for a contact that does not exist.
    """
    ctx.require("invoices.create")
    found = []
    with unit_of_work(ctx):
        drafts = draft_statements(ctx, closing_date=closing_date, contact_ids=contact_ids)
        if contact_ids is not None and len(drafts) < len(set(contact_ids)):
            raise NotFound(_("Contact does not exist."))
        for draft in sorted(drafts, key=lambda draft: draft.customer.contact_id):
            if contact_ids is None and (draft.is_closed or draft.is_empty):
                continue
            contact_id, name = draft.customer.contact_id, draft.customer.name
            try:
                with attempt(ctx):
                    statement_id = close_period(ctx, contact_id=contact_id, closing_date=closing_date)
            except DaichoError as error:
                found.append(Closed(contact_id, name, error=error))
            else:
                found.append(Closed(contact_id, name, statement_id))
    return found
