"""What is open with a contact."""

from django.db.models import F

from daicho.documents.core.kind import Kind
from daicho.documents.core.state import State
from daicho.documents.queries._settled import SettledDocument, read_settled
from daicho.kernel.context import Ctx


def open_documents(ctx: Ctx, *, kind: Kind, contact_id: int) -> list[SettledDocument]:
    """Return the contact's documents of which something is open, by their due day."""
    del ctx  # the organisation is in scope
    rows = kind.header.objects.filter(contact_id=contact_id, state=State.OPEN, applied_minor__lt=F("total_minor"))
    return read_settled(rows.order_by("due", "date", "number"))
