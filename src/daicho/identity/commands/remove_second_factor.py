"""A person who lost the telephone gets in by password again."""

from allauth.mfa.models import Authenticator

from daicho.identity.models import User
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work


def remove_second_factor(ctx: Ctx, *, user_id: int) -> None:
    """Remove a person's authenticator app and recovery codes."""
    ctx.require("people.edit")
    with unit_of_work(ctx.within(0)) as unit:
        if not User.objects.filter(id=user_id).exists():
            raise NotFound(_("%(entity)s does not exist."), {"entity": "Person"})
        Authenticator.objects.filter(user_id=user_id).delete()
        unit.record("user", user_id, "second factor removed")
