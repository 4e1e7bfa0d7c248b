"""Lead a purchase receive from one state to another."""

from collections.abc import Mapping
from datetime import date

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.approvals import is_own_paper, lead_approval, paper_of
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import Unit, unit_of_work
from daicho.purchases.commands._order_marks import refresh_marks
from daicho.purchases.commands._receive import (
    kept_rows,
    locked_receive,
    post_receive,
    refuse_excess,
    refuse_unapproved,
    refuse_unissued,
)
from daicho.purchases.core.receive import COUNTING, ENTITY, MOVES, Action, State
from daicho.purchases.core.rules import OWN_DOCUMENT, WRONG_STATE
from daicho.purchases.models import PurchaseReceive

_APPROVING = frozenset({Action.APPROVE, Action.REJECT})
_REASON_LENGTH = 500


def change_receive_state(
    ctx: Ctx,
    *,
    receive_id: int,
    action: Action,
    day: date | None = None,
    reason: str = "",
    is_final: bool = False,
) -> None:
    """Submit, approve, reject, send off, or receive on `day`; one that is there already is left alone.

    It stays pending while levels of its approval are left; `is_final` skips those. Raises NotFound; RuleBroken: 4850
    not from this state, 4859 approval first, 4853 own document, 4014 and 4015 another's turn, 4851 and 4852 as for a
    new one.
    """
    ctx.require("purchasereceives.approve" if action in _APPROVING else "purchasereceives.edit")
    with unit_of_work(ctx) as unit:
        receive = locked_receive(receive_id)
        move, before = MOVES[action], State(receive.state)
        if before is move.target:
            return
        refuse_unapproved(ctx, before, move.target)
        if before not in move.sources:
            raise RuleBroken(WRONG_STATE, move.refused)
        if (told := _lead(ctx, unit, receive, action, is_final=is_final)) is None:
            return
        receive.state, receive.modified_at = move.target, ctx.now
        receive.state_reason = reason.strip()[:_REASON_LENGTH]
        if action is Action.SUBMIT:
            receive.submitted_by_id, receive.approved_by_id = ctx.actor.user_id, None
        if action is Action.APPROVE:
            receive.approved_by_id = ctx.actor.user_id
        if action is Action.RECEIVE and day:
            receive.date = day
        columns = ["state", "modified_at", "state_reason", "submitted_by_id", "approved_by_id", "date"]
        PurchaseReceive.objects.bulk_update([receive], columns)
        if {before, move.target} & COUNTING:
            refuse_unissued(receive.order)
            refuse_excess(ctx, receive.order_id)
            post_receive(ctx, receive, kept_rows(receive), organization_profile(ctx))
            refresh_marks(ctx, unit, [receive.order_id])
        after = {"state": move.target.value, "date": receive.date, **told}
        after |= {"reason": receive.state_reason} if reason else {}
        unit.record(ENTITY, receive_id, move.done, before={"state": before.value}, after=after)


def _lead(
    ctx: Ctx, unit: Unit, receive: PurchaseReceive, action: Action, *, is_final: bool
) -> Mapping[str, object] | None:
    """Follow `action` in the approval; return what the history tells of it, None where levels are left."""
    paper = paper_of("purchasereceives", ENTITY, receive)
    if action is Action.APPROVE and is_own_paper(ctx, paper):
        raise RuleBroken(OWN_DOCUMENT, _("Somebody else has to approve your own document."))
    return lead_approval(ctx, unit, paper, action=action, is_final=is_final)
