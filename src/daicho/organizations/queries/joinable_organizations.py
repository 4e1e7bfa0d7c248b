"""既存の組織に参加する: what may be joined to an application."""

from daicho.kernel.context import Application, Ctx
from daicho.organizations.queries.joined_organizations import MyOrganization, joined_organizations


def joinable_organizations(ctx: Ctx, *, application: Application) -> list[MyOrganization]:
    """Return the caller's organisations that are not joined to `application` and that the caller may join to it."""
    return [
        mine
        for mine in joined_organizations(ctx)
        if application not in mine.membership.joined and mine.membership.is_administrator
    ]
