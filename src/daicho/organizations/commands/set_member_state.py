"""Let a member in or keep them out, without removing them."""

from typing import Literal

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.commands._member import require_may_give
from daicho.organizations.commands.locks import another_administrator, locked_member
from daicho.organizations.core.rules import ONLY_INVITED
from daicho.platform.work import unit_of_work


def set_member_state(ctx: Ctx, *, member_id: int, state: Literal["active", "inactive"]) -> None:
    """Activate or deactivate the member, at once for every open session.

    Raises NotFound, Forbidden, RuleBroken for the last administrator and for who has not accepted the invitation.
    """
    ctx.require("users.edit")
    with unit_of_work(ctx) as unit:
        row = locked_member(ctx, member_id)
        require_may_give(ctx, row.role)
        if row.user_id is None:
            raise RuleBroken(ONLY_INVITED, _("%(name)s has not accepted the invitation yet."), {"name": row.name})
        if state == "inactive":
            another_administrator(row)
        if row.state != state:
            before, row.state, row.modified_at = row.state, state, ctx.now
            row.save()
            unit.record("user", row.user_id, f"marked {state}", before={"state": before}, after={"state": state})
