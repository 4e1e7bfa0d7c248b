"""Remove a member."""

from daicho.kernel.context import Ctx
from daicho.organizations.commands._member import require_may_give
from daicho.organizations.commands.locks import another_administrator, locked_member
from daicho.platform.work import unit_of_work


def remove_member(ctx: Ctx, *, member_id: int) -> None:
    """End a membership or an invitation; what the person did stays.

    Raises NotFound, Forbidden, RuleBroken for the last administrator.
    """
    ctx.require("users.delete")
    with unit_of_work(ctx) as unit:
        row = locked_member(ctx, member_id)
        require_may_give(ctx, row.role)
        another_administrator(row)
        row.delete()
        unit.record("user", member_id, "deleted", before={"email": row.email, "role": row.role.name})
