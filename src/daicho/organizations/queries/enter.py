"""Going into an organisation from outside: for calls that name it in their path."""

from daicho.kernel.context import Actor, Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.organizations.queries.membership import find_membership
from daicho.platform.db.erasing import was_erased


def enter(ctx: Ctx, *, organization_id: int) -> Ctx:
    """Return `ctx` in the organisation with the caller's rights there.

    Raises NotFound when the caller is not an active member, with a sentence of its own for an organisation that is
    deleted.
    """
    membership = find_membership(ctx.actor.user_id, organization_id) if ctx.actor.user_id else None
    if membership is None:
        if was_erased(organization_id):
            raise NotFound(_("This organization has been deleted. It cannot be joined any more."))
        raise NotFound(_("Organization does not exist."))
    return ctx.within(organization_id, Actor(ctx.actor.user_id, ctx.actor.name, membership.permissions))
