"""Send an invitation again."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.commands._invite import invite
from daicho.organizations.commands.locks import locked_member
from daicho.organizations.core.rules import NOT_INVITED
from daicho.organizations.models import Membership
from daicho.platform.work import unit_of_work


def invite_again(ctx: Ctx, *, member_id: int) -> str:
    """Mail a new link, return it; the older one ends. Raises NotFound, RuleBroken for who is a member already."""
    ctx.require("users.create")
    with unit_of_work(ctx) as unit:
        row = locked_member(ctx, member_id)
        if row.state != Membership.State.INVITED:
            raise RuleBroken(NOT_INVITED, _("%(name)s is a member already."), {"name": row.name})
        link = invite(ctx, row)
        unit.record("user", row.id, "invited", after={"email": row.email})
    return link
