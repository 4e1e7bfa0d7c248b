"""A copy of everything, made in the background."""

from daicho.kernel.context import Ctx
from daicho.organizations.core.copy import check_copy
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.queries.enter import enter
from daicho.platform.db.ids import new_id
from daicho.platform.jobs import enqueue
from daicho.platform.work import unit_of_work
from daicho.processes.core.cloning import JOB


def start_clone(ctx: Ctx, *, organization_id: int, name: str, mode: str) -> int:
    """Ask for a copy of everything of an organisation, and return the id that it will have.

    Raises NotFound, Forbidden for who is no administrator, InvalidInput for the name or mode.
    """
    ctx = enter(ctx, organization_id=organization_id)
    ctx.require(EVERYTHING)
    check_copy(name=name, mode=mode)
    target_id = new_id()
    person = {"user_id": ctx.actor.user_id, "who": ctx.actor.name}
    with unit_of_work(ctx) as unit:
        enqueue(ctx, JOB, {"target_id": target_id, "name": name.strip(), "mode": mode, **person})
        unit.record("organization", organization_id, "clone asked for", after={"name": name.strip(), "mode": mode})
    return target_id
