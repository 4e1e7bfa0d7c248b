"""Decline an invitation."""

from daicho.kernel.context import Ctx
from daicho.organizations.models import Membership
from daicho.organizations.queries.invitation import invitation
from daicho.platform.work import unit_of_work


def decline_invitation(  # tidy: allow unauthorised: holding the token, or owning the address, is the right to answer
    ctx: Ctx, *, token: str = "", invitation_id: int | None = None
) -> str:
    """Let an invitation to the signed-in caller end, and return the organisation's name. Raises NotFound."""
    found = invitation(ctx, token=token, invitation_id=invitation_id)
    ctx = ctx.within(found.organization_id)
    with unit_of_work(ctx) as unit:
        Membership.objects.filter(id=found.membership_id, state=Membership.State.INVITED).delete()
        unit.record("user", found.membership_id, "declined", before={"email": found.email, "role": found.role_name})
    return found.organization_name
