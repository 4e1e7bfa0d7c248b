"""Opening balances follow the organisation's opening day."""

from daicho.kernel.context import Ctx
from daicho.ledger.commands._opening_rows import locked_opening, post_opening
from daicho.ledger.core.locks import Scope
from daicho.ledger.models import OpeningBalance, OpeningBalanceLine
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import unit_of_work


# tidy: allow unauthorised: part of the command that changes the opening date
# tidy: allow unaudited: the command that changes the opening date records
def move_opening_balances(ctx: Ctx) -> None:
    """Date the opening balances the opening day. Raises RuleBroken (4310) where the old or new day is locked."""
    with unit_of_work(ctx):
        opening, day = locked_opening(), organization_profile(ctx).opening_day
        if opening is None or opening.date == day:
            return
        check_open_day(ctx, scope=Scope.ACCOUNTS, days=[opening.date, day])
        opening.date = day
        OpeningBalance.objects.filter(id=opening.id).update(date=day, modified_at=ctx.now)
        rows = OpeningBalanceLine.objects.filter(opening_id=opening.id).order_by("position")
        post_opening(ctx, opening, list(rows))
