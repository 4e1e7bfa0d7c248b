"""Who works in the organisation now."""

from daicho.kernel.context import Ctx
from daicho.organizations.models import Membership
from daicho.organizations.queries._memberships import role_permissions


def active_members(ctx: Ctx) -> dict[int, frozenset[str]]:
    """Return person's id → permissions of the active members; one statement."""
    del ctx  # the organisation is in scope
    rows = Membership.objects.filter(state=Membership.State.ACTIVE, user_id__isnull=False).select_related("role")
    return {row.user_id: role_permissions(row.role) for row in rows if row.user_id is not None}
