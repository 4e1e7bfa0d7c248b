"""The open deletion request of an organisation."""

from daicho.kernel.context import Ctx
from daicho.organizations.core.deletion import DeletionView
from daicho.organizations.models import DeletionRequest


def deletion(ctx: Ctx) -> DeletionView | None:
    """Return who asked for the deletion, when and why, None where nobody did."""
    del ctx  # the organisation is in scope
    fields = ("reason", "requested_at", "requested_by_name", "due_at")
    row = DeletionRequest.objects.filter(taken_back_at__isnull=True).values_list(*fields).first()
    return DeletionView(*row) if row else None
