"""An invitation by its token."""

from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.organizations.core.tokens import token_hash
from daicho.organizations.models import Invitation, Organization
from daicho.platform.db.scope import ACROSS, organization_scope


@dataclass(frozen=True, slots=True)
class InvitationView:
    """Who invites whom to what."""

    organization_id: int
    organization_name: str
    membership_id: int
    email: str
    role_name: str
    invited_by_name: str


def invitation(ctx: Ctx, *, token: str) -> InvitationView:
    """Return the invitation. Goes across organisations on purpose: the token is all that is known.

    Raises NotFound for an unknown, used or expired token.
    """
    with organization_scope(ACROSS):
        rows = Invitation.objects.select_related("membership__role")
        row = rows.filter(token_hash=token_hash(token), expires_at__gt=ctx.now).first()
    if row is None:
        raise NotFound(_("This invitation does not exist any more. Please ask for a new one."))
    name = Organization.objects.values_list("name", flat=True).get(id=row.organization_id)
    member = row.membership
    return InvitationView(row.organization_id, name, member.id, member.email, member.role.name, row.invited_by_name)
