"""今すぐアクセスする: open Books for an organisation of Inventory; the quick set-up follows."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.commands.locks import locked_organization
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.core.rules import ALREADY_JOINED, FEATURE_OFF
from daicho.organizations.models import JoinedApplication
from daicho.organizations.queries.enter import enter
from daicho.platform.work import unit_of_work


def open_accounting(ctx: Ctx, *, organization_id: int) -> None:
    """Begin (or go on with) the quick set-up of Books: `books_setup` is "pending" afterwards.

    No other organisation is touched. Raises NotFound, Forbidden for who is no administrator, RuleBroken when the
    organisation is in Books already or is not in Inventory.
    """
    ctx = enter(ctx, organization_id=organization_id)
    ctx.require(EVERYTHING)
    with unit_of_work(ctx) as unit:
        row = locked_organization(ctx)
        joined = {each.application: each for each in JoinedApplication.objects.all()}
        if "inventory" not in joined:
            raise RuleBroken(FEATURE_OFF, _("%(name)s is not joined to Inventory."), {"name": row.name})
        if "books" not in joined:
            JoinedApplication.objects.bulk_create(
                [
                    JoinedApplication(
                        organization_id=organization_id,
                        application="books",
                        setup_state=JoinedApplication.State.PENDING,
                        joined_at=ctx.now,
                        joined_by=ctx.actor.user_id,
                    )
                ]
            )
            unit.record("organization", organization_id, "opened", after={"application": "books"})
        elif joined["books"].setup_state == JoinedApplication.State.DONE:
            message = _("%(name)s is already joined to this application.")
            raise RuleBroken(ALREADY_JOINED, message, {"name": row.name})
