"""What was given back to a customer."""

from daicho.contacts.core.uses import Refund
from daicho.contacts.queries._uses import contact_uses
from daicho.contacts.queries.contact_names import contact_names
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _


def contact_refunds(ctx: Ctx, *, contact_id: int) -> tuple[str, list[Refund]]:
    """Return the contact's name and the refunds of its credit notes, newest first. Raises NotFound."""
    name = contact_names(ctx, [contact_id]).get(contact_id)
    if name is None:
        raise NotFound(_("Contact does not exist."))
    rows = [row for use in contact_uses() for row in use.refunds(ctx, contact_id)]
    return name, sorted(rows, key=lambda row: (row.day, row.refund_id), reverse=True)
