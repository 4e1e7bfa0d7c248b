"""A person's membership in an organisation."""

from daicho.organizations.core.membership import MembershipView
from daicho.organizations.models import Membership
from daicho.organizations.queries._memberships import membership_views
from daicho.platform.db.scope import organization_scope


def find_membership(  # tidy: allow call-shape: it is asked to make the ctx
    user_id: int, organization_id: int
) -> MembershipView | None:
    """Return the person's active membership, None for strangers, invited and deactivated people; two statements."""
    with organization_scope(organization_id):
        rows = Membership.objects.filter(user_id=user_id, state=Membership.State.ACTIVE)
        return next(iter(membership_views(rows)), None)
