"""What a contact owed, got and paid in a period."""

from datetime import date

from daicho.contacts.core.statement import Statement, statement_of
from daicho.contacts.models import Contact
from daicho.contacts.queries.contact_transactions import contact_transactions
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound, invalid
from daicho.kernel.periods import month_of
from daicho.kernel.text import noop as _


def contact_statement(
    ctx: Ctx,
    *,
    contact_id: int,
    start: date | None = None,
    end: date | None = None,
    currency_code: str | None = None,
    contact_type: str = "",
) -> Statement:
    """Return the statement from `start` to `end`; without them the month of `end`, or of today.

    `currency_code`, `contact_type`: the contact's, where the caller has read the contact.
    Raises NotFound, InvalidInput where the end lies before the start.
    """
    currency_code = currency_code or (
        Contact.objects.filter(id=contact_id, merged_into=None).values_list("currency_code", flat=True).first()
    )
    if currency_code is None:
        raise NotFound(_("Contact does not exist."))
    last = end or (month_of(start).end if start else ctx.today)
    first = start or month_of(last).start
    if last < first:
        raise invalid("end_date", _("The end date lies before the start date."))
    rows = contact_transactions(ctx, contact_id=contact_id, end=last, contact_type=contact_type)
    return statement_of(rows, start=first, end=last, currency_code=currency_code)
