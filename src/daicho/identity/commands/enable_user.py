"""A person is let in again."""

from daicho.identity.models import User
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work


def enable_user(ctx: Ctx, *, user_id: int) -> None:
    """Let a disabled person sign in again; tokens that ended stay ended."""
    ctx.require("people.edit")
    with unit_of_work(ctx.within(0)) as unit:
        if not User.objects.filter(id=user_id).update(is_active=True):
            raise NotFound(_("%(entity)s does not exist."), {"entity": "Person"})
        unit.record("user", user_id, "enabled", before={"is_active": False}, after={"is_active": True})
