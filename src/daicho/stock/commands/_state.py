"""Moves between the states of a document of stock."""

from collections.abc import Mapping
from typing import Any

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.approvals import Paper, is_own_paper, lead_approval
from daicho.organizations.queries.approval_rule import approval_rule
from daicho.platform.work import Unit
from daicho.stock.core.approval import BEFORE, Action, Move, State
from daicho.stock.core.rules import NEEDS_APPROVAL, OWN_DOCUMENT, WRONG_STATE
from daicho.stock.models import Adjustment, TransferOrder

_REASON_LENGTH = 500


def permission_of(module: str, action: Action) -> str:
    """Return what `action` demands."""
    return f"{module}.approve" if action in {Action.APPROVE, Action.REJECT} else f"{module}.edit"


def refuse_unapproved(ctx: Ctx, module: str, state: State, target: State) -> None:
    """Raise RuleBroken (4954) where a document in `state` (a new one is a draft) has to be approved before `target`."""
    if target in BEFORE or state is State.APPROVED:
        return
    if state in {State.PENDING_APPROVAL, State.REJECTED} or (
        state is State.DRAFT and approval_rule(ctx, module=module).is_needed
    ):
        raise RuleBroken(NEEDS_APPROVAL, _("This document has to be approved first: save it as a draft and submit it."))


def moved_state(
    ctx: Ctx, row: Adjustment | TransferOrder, module: str, move: Move, action: Action, reason: str
) -> dict[str, Any]:
    """Return the columns that `action` changes, none where the document is there already.

    Raises RuleBroken: 4955 not from this state, 4954 approval first.
    """
    state = State(row.state)
    if state is move.target:
        return {}
    refuse_unapproved(ctx, module, state, move.target)
    if state not in move.sources:
        raise RuleBroken(WRONG_STATE, move.refused)
    values: dict[str, Any] = {
        "state": move.target.value,
        "state_reason": reason.strip()[:_REASON_LENGTH],
        "modified_at": ctx.now,
    }
    if action is Action.SUBMIT:
        values |= {"submitted_by_id": ctx.actor.user_id, "approved_by_id": None}
    if action is Action.APPROVE:
        values["approved_by_id"] = ctx.actor.user_id
    return values


def lead(ctx: Ctx, unit: Unit, paper: Paper, action: Action, *, is_final: bool) -> Mapping[str, object] | None:
    """Follow `action` in the approval; return what the history tells of it, None where levels are left.

    Raises RuleBroken: 4957 own document, 4014 and 4015 another's turn.
    """
    if action is Action.APPROVE and is_own_paper(ctx, paper):
        raise RuleBroken(OWN_DOCUMENT, _("Somebody else has to approve your own document."))
    return lead_approval(ctx, unit, paper, action=action, is_final=is_final)
