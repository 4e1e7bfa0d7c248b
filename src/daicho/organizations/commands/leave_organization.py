"""Leave an organisation."""

from daicho.kernel.context import Ctx
from daicho.organizations.commands.locks import another_administrator, locked_member
from daicho.organizations.queries.enter import enter
from daicho.platform.work import unit_of_work


def leave_organization(  # tidy: allow unauthorised: every member may leave
    ctx: Ctx, *, organization_id: int
) -> None:
    """End the caller's membership. Raises NotFound for who is no member, RuleBroken for the last administrator."""
    ctx = enter(ctx, organization_id=organization_id)
    assert ctx.actor.user_id is not None, "only people are members"
    with unit_of_work(ctx) as unit:
        member = locked_member(ctx, ctx.actor.user_id)
        another_administrator(member)
        member.delete()
        unit.record("user", ctx.actor.user_id, "left", before={"email": member.email, "role": member.role.name})
