"""A person is shut out."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from daicho.identity.models import AccessToken, AuthorizationCode, RefreshToken, User
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work


def disable_user(ctx: Ctx, *, user_id: int) -> None:
    """Disable a person for the whole installation; sessions, codes and tokens end with the commit.

    Each request looks at `is_active` again, so that a session this does not know of ends too.
    """
    ctx.require("people.edit")
    with unit_of_work(ctx.within(0)) as unit:
        if not User.objects.filter(id=user_id).update(is_active=False):
            raise NotFound(_("%(entity)s does not exist."), {"entity": "Person"})
        sessions = UserSession.objects.filter(user_id=user_id)
        Session.objects.filter(session_key__in=list(sessions.values_list("session_key", flat=True))).delete()
        for held in (UserSession, AuthorizationCode, AccessToken, RefreshToken):
            held.objects.filter(user_id=user_id).delete()
        unit.record("user", user_id, "disabled", before={"is_active": True}, after={"is_active": False})
