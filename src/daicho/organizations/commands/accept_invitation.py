"""Accept an invitation."""

from daicho.identity.queries.people import people
from daicho.kernel.context import Ctx
from daicho.kernel.errors import Forbidden, RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.core.rules import ALREADY_MEMBER
from daicho.organizations.models import Invitation, Membership
from daicho.organizations.queries.invitation import invitation
from daicho.platform.db.scope import ACROSS, organization_scope
from daicho.platform.work import unit_of_work


def accept_invitation(  # tidy: allow unauthorised: holding the token, or owning the address, is the right to accept
    ctx: Ctx, *, token: str = "", invitation_id: int | None = None
) -> int:
    """Make the signed-in caller the invited member and return the organisation's id.

    Raises NotFound for an invitation that is unknown, answered or expired, RuleBroken for who is a member already.
    """
    person = people([ctx.actor.user_id or 0]).get(ctx.actor.user_id or 0)
    if person is None:
        raise Forbidden(_("You are not authorized to perform this operation"))
    found = invitation(ctx, token=token, invitation_id=invitation_id)
    ctx = ctx.within(found.organization_id)
    with unit_of_work(ctx) as unit:
        row = Membership.objects.select_for_update().get(id=found.membership_id)
        same = Membership.objects.exclude(id=row.id)
        if same.filter(user_id=person.user_id).exists() or same.filter(email=person.email.lower()).exists():
            raise RuleBroken(
                ALREADY_MEMBER, _("You are a member of %(name)s already."), {"name": found.organization_name}
            )
        row.user_id, row.name, row.email = person.user_id, person.name, person.email.lower()
        row.state, row.modified_at = Membership.State.ACTIVE, ctx.now
        with organization_scope(ACROSS):  # on purpose: a person has one default among all organisations
            row.is_default = not Membership.objects.filter(user_id=person.user_id, is_default=True).exists()
        row.save()
        Invitation.objects.filter(membership=row).delete()
        unit.record("user", person.user_id, "accepted", after={"email": row.email})
    return found.organization_id
