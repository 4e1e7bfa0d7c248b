"""The documents of a contact, over all packages."""

from datetime import date

from daicho.contacts.core.uses import Transaction
from daicho.contacts.queries._uses import contact_uses
from daicho.kernel.context import Ctx


def contact_transactions(
    ctx: Ctx, *, contact_id: int, start: date | None = None, end: date | None = None
) -> list[Transaction]:
    """Return the contact's documents from `start` to `end` (None: open), newest first."""
    rows = [row for use in contact_uses() for row in use.transactions(ctx, contact_id, start, end)]
    return sorted(rows, key=lambda row: (row.day, row.record_id), reverse=True)
