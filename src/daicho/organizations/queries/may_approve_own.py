"""Who may approve what is their own."""

from daicho.kernel.context import Ctx
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.queries.list_members import list_members
from daicho.organizations.queries.list_roles import list_roles
from daicho.platform.listing import Criteria


def may_approve_own(ctx: Ctx, *, module: str) -> bool:
    """Tell whether the actor may approve an own document of `module` (behaviour.md 7.2).

    An administrator may, and who is the only approver.
    """
    if ctx.actor.may(EVERYTHING):
        return True
    approving = {role.role_id for role in list_roles(ctx) if {EVERYTHING, f"{module}.approve"} & set(role.permissions)}
    members = list_members(ctx, criteria=Criteria(view="Status.Active")).rows
    return not any(member.role_id in approving and member.user_id != ctx.actor.user_id for member in members)
