"""Note that a step of the quick set-up is finished or skipped; after the last one the organisation is in Books."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken, invalid
from daicho.kernel.text import noop as _
from daicho.organizations.commands.locks import locked_organization
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.core.rules import SETUP_DONE
from daicho.organizations.core.setup import STEPS, finished_steps, next_step, stored_steps
from daicho.organizations.models import JoinedApplication
from daicho.platform.work import unit_of_work


def finish_setup_step(ctx: Ctx, *, step: str) -> str | None:
    """Note that `step` is finished and return the next one, None when the set-up is done.

    Raises InvalidInput for a step that does not exist, RuleBroken when no set-up is under way.
    """
    ctx.require(EVERYTHING)
    if step not in STEPS:
        raise invalid("step", _("Invalid value passed for %(field)s"), {"field": "step"})
    with unit_of_work(ctx) as unit:
        locked_organization(ctx)
        joined = JoinedApplication.objects.filter(
            application="books", setup_state=JoinedApplication.State.PENDING
        ).first()
        if joined is None:
            raise RuleBroken(SETUP_DONE, _("There is no set-up of Books under way."))
        finished = {*finished_steps(joined.finished_steps), step}
        following = next_step(finished)
        values: dict[str, object] = {"finished_steps": stored_steps(finished)}
        unit.record("organization", ctx.organization_id, "set up", after={"step": step})
        if following is None:
            values |= {
                "setup_state": JoinedApplication.State.DONE,
                "joined_at": ctx.now,
                "joined_by": ctx.actor.user_id,
            }
            unit.record("organization", ctx.organization_id, "joined", after={"application": "books"})
        JoinedApplication.objects.filter(id=joined.id).update(**values)
    return following
