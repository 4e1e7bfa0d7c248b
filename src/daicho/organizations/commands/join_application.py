"""Make an existing organisation available in another application. Nothing is copied, the id stays."""

from daicho.kernel.context import Application, Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.commands.locks import locked_organization
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.core.rules import ALREADY_JOINED
from daicho.organizations.models import JoinedApplication
from daicho.organizations.queries.enter import enter
from daicho.platform.work import unit_of_work


def join_application(ctx: Ctx, *, organization_id: int, application: Application) -> None:
    """Join the organisation to `application`, for good.

    Raises NotFound for who is no member and for a deleted organisation, Forbidden for who is no administrator,
    RuleBroken when it is joined already.
    """
    ctx = enter(ctx, organization_id=organization_id)
    ctx.require(EVERYTHING)
    with unit_of_work(ctx) as unit:
        row = locked_organization(ctx)
        joined = JoinedApplication.objects.filter(application=application).first()
        if joined is not None and joined.setup_state == JoinedApplication.State.DONE:
            message = _("%(name)s is already joined to this application.")
            raise RuleBroken(ALREADY_JOINED, message, {"name": row.name})
        if joined is None:
            JoinedApplication.objects.bulk_create(
                [
                    JoinedApplication(
                        organization_id=organization_id,
                        application=application,
                        joined_at=ctx.now,
                        joined_by=ctx.actor.user_id,
                    )
                ]
            )
        else:
            JoinedApplication.objects.filter(id=joined.id).update(
                setup_state=JoinedApplication.State.DONE, joined_at=ctx.now, joined_by=ctx.actor.user_id
            )
        unit.record("organization", organization_id, "joined", after={"application": application})
