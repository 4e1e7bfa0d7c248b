"""A statement as a file; the papers stand above contacts."""

from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from daicho.contacts.queries.contact_card import contact_card
from daicho.contacts.queries.contact_statement import contact_statement
from daicho.kernel.context import Ctx


def statement_file(
    ctx: Ctx, *, contact_id: int, start: date | None = None, end: date | None = None
) -> tuple[str, bytes]:
    """Return name and content of the statement from `start` to `end` as a PDF in the contact's language.

    Without days it is the month of `end`, or of today (config/wiring.py STATEMENT_PAPER).

    Raises NotFound, InvalidInput.
    """
    card = contact_card(ctx, contact_id=contact_id, with_persons=False)
    statement = contact_statement(
        ctx,
        contact_id=contact_id,
        start=start,
        end=end,
        currency_code=card.currency_code,
        contact_type=card.contact_type,
    )
    file: tuple[str, bytes] = import_string(settings.DAICHO_STATEMENT_PAPER)(ctx, card, statement)
    return file
