"""What a signed-in person is invited to."""

from dataclasses import dataclass

from daicho.identity.queries.confirmed_email import confirmed_email
from daicho.kernel.context import Ctx
from daicho.organizations.core.invitation import InvitationView
from daicho.organizations.models import Invitation, Membership
from daicho.organizations.queries._invitations import invitation_views
from daicho.platform.db.scope import ACROSS, organization_scope


@dataclass(frozen=True, slots=True)
class OpenInvitations:
    """Invitations to the caller's address. `to_confirm` is that address where it has to be confirmed to see them."""

    invitations: list[InvitationView]
    to_confirm: str = ""


def open_invitations(ctx: Ctx) -> OpenInvitations:
    """Return the invitations that still hold to the caller's address, the oldest first.

    Goes across organisations on purpose, by the caller's own address only. An address that is not confirmed may be
    anybody's: then it is only told that there are some.
    """
    email, is_confirmed = confirmed_email(ctx.actor.user_id or 0)
    if not email:
        return OpenInvitations([])
    with organization_scope(ACROSS):
        invited = {"membership__email": email.lower(), "membership__state": Membership.State.INVITED}
        rows = Invitation.objects.filter(**invited, expires_at__gt=ctx.now).order_by("created_at", "id")
        if is_confirmed:
            return OpenInvitations(invitation_views(rows))
        return OpenInvitations([], email if rows.exists() else "")
