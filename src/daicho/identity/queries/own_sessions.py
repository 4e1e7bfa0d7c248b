"""Where the person is signed in."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from daicho.identity.core.browser import browser_in_words
from daicho.identity.core.person import acting_person
from daicho.identity.core.session import SessionView
from daicho.kernel.context import Ctx


def own_sessions(ctx: Ctx, *, current_key: str) -> list[SessionView]:
    """Return the acting person's sessions that have not ended, newest first; `current_key` marks the one that asks."""
    rows = list(UserSession.objects.filter(user_id=acting_person(ctx)).order_by("-id"))
    keys = [row.session_key for row in rows]
    alive = Session.objects.filter(session_key__in=keys, expire_date__gt=ctx.now)
    living = set(alive.values_list("session_key", flat=True))
    return [
        SessionView(row.id, row.created_at, row.ip, browser_in_words(row.user_agent), row.session_key == current_key)
        for row in rows
        if row.session_key in living
    ]
