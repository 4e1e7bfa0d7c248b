"""A person signs out elsewhere."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from daicho.identity.core.person import acting_person
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.access import SIGNED_IN
from daicho.platform.work import unit_of_work


def end_session(ctx: Ctx, *, session_id: int) -> None:
    """End one session of the acting person."""
    ctx.require(SIGNED_IN)
    with unit_of_work(ctx.within(0)) as unit:
        row = UserSession.objects.filter(id=session_id, user_id=acting_person(ctx)).first()
        if row is None:
            raise NotFound(_("%(entity)s does not exist."), {"entity": "Session"})
        Session.objects.filter(session_key=row.session_key).delete()
        row.delete()
        unit.record("user", row.user_id, "signed out", before={"ip": row.ip, "browser": row.user_agent})
