"""Choose the organisation that opens at sign-in."""

from daicho.kernel.context import Ctx
from daicho.organizations.models import Membership
from daicho.organizations.queries.enter import enter
from daicho.platform.db.scope import ACROSS, organization_scope
from daicho.platform.work import unit_of_work


def choose_default(  # tidy: allow unauthorised: it concerns nobody but the caller
    ctx: Ctx, *, organization_id: int
) -> None:
    """Make the organisation the caller's default. Raises NotFound for who is no member."""
    ctx = enter(ctx, organization_id=organization_id)
    with unit_of_work(ctx) as unit:
        # Across organisations on purpose: a person has one default among all of them.
        with organization_scope(ACROSS):
            own = Membership.objects.filter(user_id=ctx.actor.user_id)
            own.exclude(organization_id=organization_id).filter(is_default=True).update(is_default=False)
            own.filter(organization_id=organization_id).update(is_default=True)
        unit.record("user", ctx.actor.user_id or 0, "default chosen")
