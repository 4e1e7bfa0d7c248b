"""Moves between the states of a document of stock."""

from typing import Any

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.queries.may_approve_own import may_approve_own
from daicho.stock.core.approval import Action, Move, State
from daicho.stock.core.rules import OWN_DOCUMENT, WRONG_STATE
from daicho.stock.models import Adjustment, TransferOrder

_REASON_LENGTH = 500


def permission_of(module: str, action: Action) -> str:
    """Return what `action` demands."""
    return f"{module}.approve" if action in {Action.APPROVE, Action.REJECT} else f"{module}.edit"


def moved_state(
    ctx: Ctx, row: Adjustment | TransferOrder, module: str, move: Move, action: Action, reason: str
) -> dict[str, Any]:
    """Return the columns that `action` changes, none where the document is there already.

    Raises RuleBroken: 4955 not from this state, 4957 own document.
    """
    if row.state == move.target:
        return {}
    if State(row.state) not in move.sources:
        raise RuleBroken(WRONG_STATE, move.refused)
    if action is Action.APPROVE:
        own = ctx.actor.user_id in {row.created_by_id, row.submitted_by_id}
        if own and not may_approve_own(ctx, module=module):
            raise RuleBroken(OWN_DOCUMENT, _("Somebody else has to approve your own document."))
    values: dict[str, Any] = {
        "state": move.target.value,
        "state_reason": reason.strip()[:_REASON_LENGTH],
        "modified_at": ctx.now,
    }
    if action is Action.SUBMIT:
        values["submitted_by_id"] = ctx.actor.user_id
    if action is Action.APPROVE:
        values["approved_by_id"] = ctx.actor.user_id
    return values
