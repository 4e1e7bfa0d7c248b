"""A person's membership in an organisation."""

from django.db.models import QuerySet

from daicho.organizations.core.membership import MembershipView
from daicho.organizations.models import Membership
from daicho.organizations.queries._memberships import for_views, membership_views
from daicho.platform.db.fixed import fixed
from daicho.platform.db.scope import organization_scope


def find_membership(  # tidy: allow call-shape: it is asked to make the ctx
    user_id: int, organization_id: int
) -> MembershipView | None:
    """Return the person's active membership, None for strangers, invited and deactivated people; two statements."""
    with organization_scope(organization_id):
        return next(iter(membership_views(_active(user_id))), None)


@fixed
def _active(user_id: int) -> QuerySet[Membership]:
    return for_views(Membership.objects.filter(user_id=user_id, state=Membership.State.ACTIVE))
