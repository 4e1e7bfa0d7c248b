"""Close a customer's period: the statement is written, and the difference of its tax is posted."""

from datetime import date

from daicho.closings.commands._write import write_statement
from daicho.closings.queries.draft_statements import draft_statements
from daicho.contacts.commands.locks import locked_contact
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work


# tidy: allow unaudited: write_statement records
def close_period(ctx: Ctx, *, contact_id: int, closing_date: date) -> int:
    """Close the customer's period that ends on `closing_date` and return the statement's id.

    Any day after the last closing will do (随時請求). Raises NotFound, RuleBroken (4690: closed already; 4691: nothing
    to state; 4693: the day is to come; 4695: a vendor; 4310: a locked day, where a difference of tax is to be posted).
    """
    ctx.require("invoices.create")
    with unit_of_work(ctx):
        locked_contact(ctx, contact_id)
        (draft,) = draft_statements(ctx, closing_date=closing_date, contact_ids=[contact_id])
        return write_statement(ctx, draft)
