"""The one place where a claim to be in an organisation is checked, for web and API alike."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from daicho.kernel.context import Actor, Application, Channel, Ctx
from daicho.kernel.errors import Forbidden, NotFound, RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.core.membership import MembershipView
from daicho.organizations.queries.membership import find_membership
from daicho.platform.access import MEMBER, PUBLIC, SIGNED_IN

NOT_JOINED = 110817
_OUTSIDE = frozenset({PUBLIC, SIGNED_IN})
_INSIDE = _OUTSIDE | {MEMBER}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, from where, when. `now` is an aware UTC moment."""

    user_id: int
    name: str
    locale: str
    channel: Channel
    request_id: str
    now: datetime


def outside(caller: Caller, application: Application | None) -> Ctx:
    """Return the context of a call outside any organisation: it gives only what any signed-in person may."""
    return _ctx(caller, 0, Actor(caller.user_id, caller.name, _OUTSIDE), "UTC", application)


def enter(caller: Caller, organization_id: int, application: Application) -> tuple[Ctx, MembershipView]:
    """Return the context of a call inside an organisation, and the membership it rests on.

    Raises NotFound where the organisation does not exist or the person is no member, both alike; RuleBroken (110817)
    where it has not joined the application; Forbidden where this member may not use it.
    """
    membership = find_membership(caller.user_id, organization_id)
    if membership is None:
        raise NotFound(_("%(entity)s does not exist."), {"entity": "Organization"})
    if application not in membership.joined:
        raise RuleBroken(NOT_JOINED, _("The organization has not joined this application."))
    if application not in membership.applications:
        raise Forbidden(_("You are not authorized to perform this operation"))
    actor = Actor(caller.user_id, caller.name, membership.permissions | _INSIDE)
    return _ctx(caller, organization_id, actor, membership.time_zone, application), membership


def _ctx(caller: Caller, organization_id: int, actor: Actor, time_zone: str, application: Application | None) -> Ctx:
    return Ctx(
        organization_id=organization_id,
        actor=actor,
        now=caller.now,
        today=caller.now.astimezone(ZoneInfo(time_zone)).date(),
        locale=caller.locale,
        time_zone=time_zone,
        request_id=caller.request_id,
        channel=caller.channel,
        application=application,
    )
