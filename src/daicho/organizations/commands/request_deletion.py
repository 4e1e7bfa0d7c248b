"""Ask that an organisation be deleted."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken, invalid
from daicho.kernel.text import noop as _
from daicho.organizations.commands.locks import locked_organization
from daicho.organizations.core.deletion import GRACE, DeletionView
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.core.rules import DELETION_REQUESTED
from daicho.organizations.models import DeletionRequest, Organization
from daicho.organizations.queries.enter import enter
from daicho.platform.work import unit_of_work

_REASON_LENGTH = 2000


def request_deletion(ctx: Ctx, *, organization_id: int, reason: str = "") -> DeletionView:
    """Note who asks for the deletion, when and why; it is carried out after 14 days unless taken back.

    Raises NotFound, Forbidden for who is no administrator, RuleBroken when it was requested already.
    """
    ctx = enter(ctx, organization_id=organization_id)
    ctx.require(EVERYTHING)
    if len(reason) > _REASON_LENGTH:
        parameters = {"field": "reason", "limit": _REASON_LENGTH}
        raise invalid("reason", _("%(field)s has more than %(limit)s characters."), parameters)
    with unit_of_work(ctx) as unit:
        row = locked_organization(ctx)
        if row.delete_requested_at is not None:
            raise RuleBroken(
                DELETION_REQUESTED, _("The deletion of %(name)s is already requested."), {"name": row.name}
            )
        request = DeletionRequest(
            organization_id=organization_id,
            reason=reason.strip(),
            requested_at=ctx.now,
            requested_by=ctx.actor.user_id,
            requested_by_name=ctx.actor.name,
            due_at=ctx.now + GRACE,
        )
        DeletionRequest.objects.bulk_create([request])
        Organization.objects.filter(id=organization_id).update(delete_requested_at=ctx.now)
        unit.record("organization", organization_id, "deletion requested", after={"reason": request.reason})
    return DeletionView(request.reason, request.requested_at, request.requested_by_name, request.due_at)
