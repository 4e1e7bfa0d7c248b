"""Closing statements (締め請求) of the last months: on the first working day after a closing day, for all customers."""

from datetime import date, timedelta

from daicho.closings.commands.close_periods import close_periods
from daicho.closings.commands.mail_statement import mail_statement
from daicho.contacts.commands.update_contact import update_contact
from daicho.contacts.core.contact import ContactFields
from daicho.contacts.core.terms import closes_on
from daicho.kernel.context import Ctx
from daicho.processes.history.teller import Teller

_DAYS = 100
"""How far back periods are closed."""
_LONGEST_BREAK = 12


def close(teller: Teller, ctx: Ctx) -> None:
    """Close what ended since the last working day. One customer has the statement as its qualified invoice."""
    if (teller.today - ctx.today).days > _DAYS:
        return
    customers = [party for party in teller.cast.customers if party.terms.kind == "closing"]
    if customers and teller.once("billed by statement"):
        update_contact(ctx, contact_id=customers[-1].contact_id, fields=ContactFields(tax_unit="statement"))
    for day in _days_before(ctx.today):
        if any(closes_on(party.terms, day) for party in customers) and teller.once(("closed", day)):
            _close(ctx, day)


def _days_before(day: date) -> list[date]:
    return [day - timedelta(days=number) for number in range(_LONGEST_BREAK, 0, -1)]


def _close(ctx: Ctx, day: date) -> None:
    made = [each.statement_id for each in close_periods(ctx, closing_date=day) if each.statement_id]
    for statement_id in made[:2]:
        mail_statement(ctx, statement_id=statement_id)
