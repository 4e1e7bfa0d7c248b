"""Taking the opening balances away."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.ledger.commands._opening_rows import locked_opening, post_opening, snapshot
from daicho.ledger.core.locks import Scope
from daicho.ledger.models import OpeningBalance, OpeningBalanceLine
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.platform.work import unit_of_work


def delete_opening_balances(ctx: Ctx) -> None:
    """Delete the opening balances of accounts and contacts; the items' opening stock stays.

    Raises NotFound, RuleBroken (4310: the opening day is locked).
    """
    ctx.require("journals.delete")
    with unit_of_work(ctx) as unit:
        opening = locked_opening()
        if opening is None:
            raise NotFound(_("Opening balances do not exist."))
        check_open_day(ctx, scope=Scope.ACCOUNTS, days=[opening.date])
        rows = list(OpeningBalanceLine.objects.filter(opening_id=opening.id).order_by("position"))
        post_opening(ctx, opening, [])
        OpeningBalanceLine.objects.filter(opening_id=opening.id).delete()
        OpeningBalance.objects.filter(id=opening.id).delete()
        unit.record("opening_balance", opening.id, "deleted", before=snapshot(opening, rows))
