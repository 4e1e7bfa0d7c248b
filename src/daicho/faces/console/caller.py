"""The context of calls outside any organisation."""

from datetime import UTC, datetime
from uuid import uuid4

from django.http import HttpRequest
from django.utils.translation import get_language

from daicho.identity.core.person import display_name
from daicho.kernel.context import Actor, Channel, Ctx
from daicho.platform.access import PUBLIC, SIGNED_IN


def outside_ctx(request: HttpRequest, channel: Channel = "web") -> Ctx:
    """Return the context of a call outside any organisation, by the person signed in or by anybody."""
    user = request.user
    if user.is_authenticated:
        actor = Actor(user.id, display_name(user.name, user.email), frozenset({PUBLIC, SIGNED_IN}))
    else:
        actor = anybody()
    return _ctx(actor, channel)


def public_ctx(channel: Channel = "api") -> Ctx:
    """Return the context of a call by anybody: what it may do hangs on what it knows, a client's secret or a token."""
    return _ctx(anybody(), channel)


def anybody() -> Actor:
    """Return the actor of calls without a person."""
    return Actor(None, "", frozenset({PUBLIC}))


def _ctx(actor: Actor, channel: Channel) -> Ctx:
    now = datetime.now(UTC)
    return Ctx(
        organization_id=0,
        actor=actor,
        now=now,
        today=now.date(),
        locale=(get_language() or "en")[:2],
        time_zone="UTC",
        request_id=uuid4().hex,
        channel=channel,
    )
