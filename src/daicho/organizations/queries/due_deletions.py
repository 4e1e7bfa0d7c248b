"""Organisations whose deletion is due."""

from daicho.kernel.context import Ctx
from daicho.organizations.models import DeletionRequest
from daicho.platform.db.scope import ACROSS, organization_scope


def due_deletions(ctx: Ctx) -> list[int]:
    """Return the ids of organisations whose request is due and not taken back; across organisations on purpose."""
    with organization_scope(ACROSS):
        rows = DeletionRequest.objects.filter(taken_back_at__isnull=True, due_at__lte=ctx.now)
        return list(rows.order_by("due_at").values_list("organization_id", flat=True))
