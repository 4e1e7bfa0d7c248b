"""The approval of documents, for the packages that have them: what happens when one is submitted, approved, rejected.

The packages hold the lock on the document meanwhile, so that two approvals of one document come one after the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.organizations.core.approval import (
    NOT_YOUR_TURN,
    Level,
    levels_for,
    levels_given,
    turn_of,
    waiting_level,
)
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.core.rules import NOT_YOUR_LEVEL
from daicho.organizations.models import ApprovalLevel
from daicho.organizations.queries.active_members import active_members
from daicho.organizations.queries.approval_rule import approval_rule
from daicho.organizations.queries.may_approve_own import may_approve_own
from daicho.platform.work import Unit

PARTLY = "approved level"
"""How the change feed calls the approval of a level that is not the last."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that is approved: its module in permissions, kind and id, and who made and submitted it."""

    module: str
    entity: str
    entity_id: int
    authors: frozenset[int]


def paper_of(module: str, entity: str, row: Any) -> Paper:
    """Return what approval needs to know of a row with `created_by_id` and `submitted_by_id`."""
    return Paper(module, entity, row.id, frozenset({row.created_by_id, row.submitted_by_id} - {None}))


def lead_approval(
    ctx: Ctx, unit: Unit, paper: Paper, *, action: str, is_final: bool = False
) -> Mapping[str, object] | None:
    """Follow what is done to a document: "submit", "approve", "reject", "draft"; other actions change nothing.

    Returns what the history tells of it, None where the document stays as it is, with levels left. Raises RuleBroken:
    4014 it is another's turn, 4015 levels are left that only an administrator may skip.
    """
    match action:
        case "submit":
            ask_approval(ctx, replace(paper, authors=paper.authors | {ctx.actor.user_id or 0}))
        case "approve":
            return _given(ctx, unit, paper, is_final=is_final)
        case "reject":
            _check_rejection(ctx, paper)
        case "draft":
            drop_approval(ctx, entity=paper.entity, entity_id=paper.entity_id)
    return {}


def ask_approval(ctx: Ctx, paper: Paper) -> None:
    """Begin the approval of a submitted document, from the first level on."""
    drop_approval(ctx, entity=paper.entity, entity_id=paper.entity_id)
    approver_ids = approval_rule(ctx, module=paper.module).approver_ids
    if not approver_ids:
        return
    trusted = {user_id for user_id, may in active_members(ctx).items() if EVERYTHING in may}
    ApprovalLevel.objects.bulk_create(
        ApprovalLevel(
            organization_id=ctx.organization_id,
            entity=paper.entity,
            entity_id=paper.entity_id,
            number=level.number,
            approver_id=level.approver_id,
        )
        for level in levels_for(approver_ids, paper.authors, trusted)
    )


def is_own_paper(ctx: Ctx, paper: Paper) -> bool:
    """Tell whether somebody else has to approve: it is the caller's own, and anybody's turn (behaviour.md 7.2)."""
    own = ctx.actor.user_id in paper.authors
    return own and not _levels(paper) and not may_approve_own(ctx, module=paper.module)


def is_partly_approved(ctx: Ctx, *, entity: str, entity_id: int) -> bool:
    """Tell whether somebody approved a level of a document."""
    del ctx  # the organisation is in scope
    return ApprovalLevel.objects.filter(entity=entity, entity_id=entity_id, approved_at__isnull=False).exists()


def drop_approval(ctx: Ctx, *, entity: str, entity_id: int) -> None:
    """Forget the levels of a document: it is deleted, rejected, or begins anew."""
    del ctx  # the organisation is in scope
    ApprovalLevel.objects.filter(entity=entity, entity_id=entity_id).delete()


def _given(ctx: Ctx, unit: Unit, paper: Paper, *, is_final: bool) -> Mapping[str, object] | None:
    """Note the caller's approval; return what the history tells of it, None while levels are left."""
    levels = _levels(paper)
    given = levels_given(levels, ctx.actor.user_id, is_administrator=ctx.actor.may(EVERYTHING), is_final=is_final)
    numbers = [level.number for level in given]
    ApprovalLevel.objects.filter(entity=paper.entity, entity_id=paper.entity_id, number__in=numbers).update(
        approved_by_id=ctx.actor.user_id or 0, approved_at=ctx.now
    )
    left = [level for level in levels if level.approved_by_id is None and level not in given]
    told = {"approval_level": f"{', '.join(map(str, numbers))} / {len(levels)}"} if given else {}
    if not left:
        return told
    if given:
        unit.record(paper.entity, paper.entity_id, PARTLY, after=told)
    return None


def _check_rejection(ctx: Ctx, paper: Paper) -> None:
    """Let only who could approve now reject, and forget what was approved."""
    levels = _levels(paper)
    waiting = waiting_level(levels)
    if waiting and not turn_of(levels, ctx.actor.user_id, is_administrator=ctx.actor.may(EVERYTHING)).may_reject:
        raise RuleBroken(NOT_YOUR_LEVEL, NOT_YOUR_TURN, {"level": waiting.number, "levels": len(levels)})
    drop_approval(ctx, entity=paper.entity, entity_id=paper.entity_id)


def _levels(paper: Paper) -> list[Level]:
    rows = ApprovalLevel.objects.filter(entity=paper.entity, entity_id=paper.entity_id).order_by("number")
    return [Level(*values) for values in rows.values_list("number", "approver_id", "approved_by_id")]
