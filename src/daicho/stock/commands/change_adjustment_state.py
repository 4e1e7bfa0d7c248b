"""Lead an inventory adjustment from one state to another."""

from daicho.kernel.context import Ctx
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.organizations.approvals import paper_of
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import unit_of_work
from daicho.stock.commands._adjustment import kept_rows, post_adjustment
from daicho.stock.commands._state import lead, moved_state, permission_of
from daicho.stock.commands.locks import locked_adjustment
from daicho.stock.core.adjustment import ENTITY
from daicho.stock.core.approval import ADJUSTMENT_MOVES, Action, State
from daicho.stock.models import Adjustment


def change_adjustment_state(
    ctx: Ctx, *, adjustment_id: int, action: Action, reason: str = "", is_final: bool = False
) -> None:
    """Submit, approve, reject or carry out an adjustment; one that is there already is left alone.

    `is_final` skips the levels of approval that are left. Raises NotFound; RuleBroken: 4955 not from this state, 4954
    approval first, 4957 own document, 4014 and 4015 another's turn, and what carrying out raises.
    """
    ctx.require(permission_of("adjustments", action))
    with unit_of_work(ctx) as unit:
        row = locked_adjustment(adjustment_id)
        values = moved_state(ctx, row, "adjustments", ADJUSTMENT_MOVES[action], action, reason)
        if not values:
            return
        if (told := lead(ctx, unit, paper_of("adjustments", ENTITY, row), action, is_final=is_final)) is None:
            return
        Adjustment.objects.filter(id=adjustment_id).update(**values)
        if values["state"] == State.ADJUSTED:
            check_open_day(ctx, scope=Scope.ACCOUNTS, days=[row.date])
            post_adjustment(
                ctx,
                adjustment_id=adjustment_id,
                number=row.number,
                state=State.ADJUSTED,
                day=row.date,
                rows=kept_rows(row),
                profile=organization_profile(ctx),
            )
        after = {"state": values["state"], **told} | ({"reason": values["state_reason"]} if reason else {})
        unit.record(ENTITY, adjustment_id, ADJUSTMENT_MOVES[action].done, before={"state": row.state}, after=after)
