"""All organisations of a person."""

from daicho.kernel.context import Ctx
from daicho.organizations.core.membership import MembershipView
from daicho.organizations.models import Membership
from daicho.organizations.queries._memberships import for_views, membership_views
from daicho.platform.db.scope import ACROSS, organization_scope


def memberships(ctx: Ctx) -> list[MembershipView]:
    """Return the caller's active memberships, the default organisation first, then by name.

    Goes across organisations on purpose: it asks by person, and only for this person.
    """
    with organization_scope(ACROSS):
        rows = Membership.objects.filter(user_id=ctx.actor.user_id, state=Membership.State.ACTIVE)
        views = membership_views(list(for_views(rows)))
    return sorted(views, key=lambda view: (not view.is_default, view.organization_name, view.organization_id))
