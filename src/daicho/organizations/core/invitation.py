"""An invitation as pages show it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InvitationView:
    """Who invites whom to what."""

    invitation_id: int
    organization_id: int
    organization_name: str
    membership_id: int
    email: str
    role_name: str
    invited_by_name: str
