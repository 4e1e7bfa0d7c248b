"""What a membership gives."""

from dataclasses import dataclass, field
from typing import Literal

from daicho.kernel.context import Application
from daicho.organizations.core.organization import OrganizationProfile
from daicho.organizations.core.permissions import EVERYTHING

MemberState = Literal["invited", "active", "inactive"]


@dataclass(frozen=True, slots=True)
class MembershipView:
    """One person's place in one organisation, as the door needs it.

    `joined` are the applications the organisation is in; `applications` those of them this person may use.
    `books_setup` is "none", "pending" or "done"; `role_key` the built-in role's key, "" for a custom one.
    `last_change` is the number of the organisation's latest change when this was read, `unread` how many
    notifications the person has not read.
    """

    membership_id: int
    user_id: int
    organization_id: int
    organization_name: str
    name: str
    role_id: int
    role_name: str
    role_key: str
    permissions: frozenset[str]
    joined: frozenset[Application]
    applications: frozenset[Application]
    books_setup: str
    is_default: bool
    mode: str
    country_code: str
    time_zone: str
    language_code: str
    date_format: str
    base_currency: str
    stock_mode: str
    profile: OrganizationProfile
    last_change: int
    delete_requested: bool = field(default=False)
    unread: int = field(default=0)

    @property
    def is_administrator(self) -> bool:
        """Whether the person may do everything."""
        return EVERYTHING in self.permissions
