"""Members and roles as settings pages and the API show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from daicho.kernel.measure import Rate
from daicho.organizations.core.permissions import ADMINISTRATOR, EVERYTHING, WIRE_ROLES


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role. `built_in` is its key in core.permissions, empty for a custom one."""

    role_id: int
    name: str
    description: str
    built_in: str
    permissions: frozenset[str]
    members: int = 0

    @property
    def is_default(self) -> bool:
        """Whether the role is built in, so that it cannot be changed."""
        return bool(self.built_in)

    @property
    def wire_role(self) -> str:
        """Zoho's `user_role`: admin, staff, or the name of a custom role."""
        return WIRE_ROLES.get(self.built_in, self.name)


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member. `wire_id` is the person's id, or the membership's while the person is only invited."""

    membership_id: int
    user_id: int | None
    name: str
    email: str
    state: str
    role_id: int
    role_name: str
    built_in: str
    may_use_books: bool
    may_use_inventory: bool
    cost_rate: Rate | None
    created_at: datetime

    @property
    def wire_id(self) -> int:
        """The id that stands for this member on the wire."""
        return self.user_id or self.membership_id

    @property
    def wire_role(self) -> str:
        """Zoho's `user_role`: admin, staff, or the name of a custom role."""
        return WIRE_ROLES.get(self.built_in, self.role_name)

    @property
    def is_administrator(self) -> bool:
        """Whether the member may do everything."""
        return self.built_in == ADMINISTRATOR


class MemberFields(TypedDict, total=False):
    """What may be given about a member. `role_id` by default is Read-only; both applications by default."""

    name: str
    email: str
    role_id: int
    may_use_books: bool
    may_use_inventory: bool
    cost_rate: Rate | None


class RoleFields(TypedDict, total=False):
    """What may be given about a custom role; `permissions` are "<module>.<action>"."""

    name: str
    description: str
    permissions: frozenset[str]


def may_give(own: frozenset[str], given: frozenset[str]) -> bool:
    """Tell whether someone with the rights `own` may give others the rights `given`: nobody gives more than he has."""
    return EVERYTHING in own or given <= own
