"""One organisation of the caller."""

from daicho.kernel.context import Ctx
from daicho.organizations.queries.enter import enter
from daicho.organizations.queries.joined_organizations import MyOrganization, joined_organizations


def my_organization(ctx: Ctx, *, organization_id: int) -> MyOrganization:
    """Return the organisation and the caller's place in it. Raises NotFound for who is no active member."""
    enter(ctx, organization_id=organization_id)
    return next(mine for mine in joined_organizations(ctx) if mine.profile.organization_id == organization_id)
