"""The context of calls by nobody in particular."""

from datetime import UTC, datetime

from django.http import HttpRequest
from django.utils.translation import get_language

from daicho.kernel.context import Actor, Channel, Ctx
from daicho.platform.access import PUBLIC


def public_ctx(request: HttpRequest, channel: Channel) -> Ctx:
    """Return the context of a call by anybody: what it may do hangs on what it knows, a client's secret or a token."""
    now = datetime.now(UTC)
    return Ctx(
        organization_id=0,
        actor=Actor(None, "", frozenset({PUBLIC})),
        now=now,
        today=now.date(),
        locale=(get_language() or "en")[:2],
        time_zone="UTC",
        request_id=getattr(request, "request_id", ""),
        channel=channel,
    )
