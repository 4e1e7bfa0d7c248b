"""The documents of a contact, over all packages."""

from datetime import date

from daicho.contacts.core.uses import Transaction
from daicho.contacts.queries._uses import contact_uses
from daicho.kernel.context import Ctx


def contact_transactions(
    ctx: Ctx, *, contact_id: int, start: date | None = None, end: date | None = None, contact_type: str = ""
) -> list[Transaction]:
    """Return the contact's documents from `start` to `end` (None: open), newest first.

    With its `contact_type` packages are not asked whose documents are for the others.
    """
    uses = [use for use in contact_uses() if use.contact_type in {"", contact_type} or not contact_type]
    rows = [row for use in uses for row in use.transactions(ctx, contact_id, start, end)]
    return sorted(rows, key=lambda row: (row.day, row.record_id), reverse=True)
