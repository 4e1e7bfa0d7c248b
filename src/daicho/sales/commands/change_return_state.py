"""Approve a sales return, or make it a draft again."""

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.sales.commands._return import kept_rows, locked_return, refuse_excess, refuse_undone
from daicho.sales.core.sales_return import ENTITY, State
from daicho.sales.models import SalesReturn

_DONE = {State.APPROVED: "approved", State.DRAFT: "made draft"}


def change_return_state(ctx: Ctx, *, return_id: int, state: State) -> None:
    """Lead a return to `state`; one that is there already is left alone.

    Raises NotFound; RuleBroken: 4821 where its goods are on another return meanwhile, 4823 where something was received
    or credited of what shall be a draft.
    """
    ctx.require("salesreturns.edit")
    with unit_of_work(ctx) as unit:
        row = locked_return(return_id)
        if row.state == state:
            return
        if state is State.DRAFT:
            refuse_undone(ctx, return_id)
        else:
            refuse_excess(ctx, row, kept_rows(return_id))
        before, row.state, row.modified_at = row.state, state, ctx.now
        SalesReturn.objects.bulk_update([row], ["state", "modified_at"])
        unit.record(ENTITY, return_id, _DONE[state], before={"state": before}, after={"state": state.value})
