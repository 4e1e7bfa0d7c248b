"""An invitation, by its token or from those to the caller's address."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.organizations.core.invitation import InvitationView
from daicho.organizations.core.tokens import token_hash
from daicho.organizations.models import Invitation
from daicho.organizations.queries._invitations import invitation_views
from daicho.organizations.queries.open_invitations import open_invitations
from daicho.platform.db.scope import ACROSS, organization_scope


def invitation(ctx: Ctx, *, token: str = "", invitation_id: int | None = None) -> InvitationView:
    """Return the invitation with the token, or the one with the id if it is to the caller's confirmed address.

    Goes across organisations on purpose: the token, or the caller's address, is all that is known. Raises NotFound
    for what is unknown, answered or expired.
    """
    if invitation_id is not None:
        found = [view for view in open_invitations(ctx).invitations if view.invitation_id == invitation_id]
    else:
        with organization_scope(ACROSS):
            rows = Invitation.objects.filter(token_hash=token_hash(token), expires_at__gt=ctx.now)
            found = invitation_views(rows)
    if not found:
        raise NotFound(_("This invitation does not exist any more. Please ask for a new one."))
    return found[0]
