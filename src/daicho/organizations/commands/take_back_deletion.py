"""Take a deletion request back."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.commands.locks import locked_organization
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.core.rules import DELETION_NOT_REQUESTED
from daicho.organizations.models import DeletionRequest, Organization
from daicho.organizations.queries.enter import enter
from daicho.platform.work import unit_of_work


def take_back_deletion(ctx: Ctx, *, organization_id: int) -> None:
    """Let the organisation live on.

    Raises NotFound, Forbidden for who is no administrator, RuleBroken when nothing was requested.
    """
    ctx = enter(ctx, organization_id=organization_id)
    ctx.require(EVERYTHING)
    with unit_of_work(ctx) as unit:
        row = locked_organization(ctx)
        if row.delete_requested_at is None:
            message = _("The deletion of %(name)s is not requested.")
            raise RuleBroken(DELETION_NOT_REQUESTED, message, {"name": row.name})
        DeletionRequest.objects.filter(taken_back_at__isnull=True).update(
            taken_back_at=ctx.now, taken_back_by=ctx.actor.user_id
        )
        Organization.objects.filter(id=organization_id).update(delete_requested_at=None)
        unit.record("organization", organization_id, "deletion taken back")
