"""The context of a call: who asks, for which organisation, when. Made once at the edge, first argument everywhere."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from daicho.kernel.errors import Forbidden
from daicho.kernel.text import noop as _

Application = Literal["books", "inventory"]
Channel = Literal["web", "api", "cli", "job", "link"]
"""Where a call comes from; "link": from somebody outside, by a link to one document."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `permissions` holds "<module>.<view|create|edit|delete|approve>"; "*" stands for all of them."""

    user_id: int | None
    name: str
    permissions: frozenset[str] = frozenset()

    def may(self, permission: str) -> bool:
        """Tell whether the actor holds `permission`."""
        return permission in self.permissions or "*" in self.permissions


@dataclass(frozen=True, slots=True)
class Ctx:
    """One call's context. `organization_id` 0 means outside any organisation (sign-in, list of organisations).

    `now` is an aware UTC moment, `today` the date in the organisation's time zone. Nothing below the edge reads a
    clock or a request.
    """

    organization_id: int
    actor: Actor
    now: datetime
    today: date
    locale: str
    time_zone: str
    request_id: str
    channel: Channel
    application: Application | None = None

    def require(self, permission: str) -> None:
        """Raise `Forbidden` unless the actor holds `permission`."""
        if not self.actor.may(permission):
            raise Forbidden(_("You are not authorized to perform this operation"))

    def within(self, organization_id: int, actor: Actor | None = None) -> "Ctx":
        """Return the same call in (another) organisation, with `actor` where rights differ there."""
        return replace(self, organization_id=organization_id, actor=actor or self.actor)


def system_actor() -> Actor:
    """Return the actor of scheduled work: it has every right and no person behind it."""
    return Actor(user_id=None, name="Daicho", permissions=frozenset({"*"}))
