"""Lead a document from one state to another."""

from typing import Any

from django.db.models import QuerySet

from daicho.documents.commands._approval import refuse_leaving
from daicho.documents.commands._books import (
    counts,
    follow_opened,
    follow_up,
    named_lines,
    post_books,
    refuse_applied,
    refuse_locked,
)
from daicho.documents.commands._source_lines import hold_source_lines, refuse_on_hold
from daicho.documents.commands.locks import locked_header
from daicho.documents.core.kind import Kind
from daicho.documents.core.rules import HAS_DEPENDANTS, OWN_DOCUMENT, WRONG_STATE
from daicho.documents.core.state import BEFORE_OPEN, Action, State
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound, RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.approvals import is_own_paper, lead_approval, paper_of
from daicho.platform.db.bulk import Bulk
from daicho.platform.db.fixed import fixed
from daicho.platform.work import unit_of_work

_APPROVING = frozenset({Action.APPROVE, Action.REJECT})
_TAKING_BACK = frozenset({Action.VOID, Action.CANCEL, Action.DRAFT})
_DONE = {
    Action.SUBMIT: "submitted",
    Action.APPROVE: "approved",
    Action.REJECT: "rejected",
    Action.DRAFT: "made draft",
    Action.ACCEPT: "accepted",
    Action.DECLINE: "declined",
    Action.BILL: "marked as billed",
    Action.CANCEL: "cancelled",
    Action.VOID: "voided",
}
_OPENED = {"salesorder": "confirmed", "purchaseorder": "issued"}
_REFUSED = {
    Action.SUBMIT: _("Only a draft or rejected document can be submitted for approval."),
    Action.APPROVE: _("Only a document that is pending approval can be approved."),
    Action.REJECT: _("Only a document that is pending approval can be rejected."),
    Action.OPEN: _("In its present state the document cannot be confirmed or issued."),
    Action.DRAFT: _("In its present state the document cannot become a draft again."),
    Action.ACCEPT: _("Only a sent or declined estimate can be accepted."),
    Action.DECLINE: _("Only a sent or accepted estimate can be declined."),
    Action.BILL: _("Only an issued document can be marked as billed."),
    Action.CANCEL: _("In its present state the document cannot be cancelled."),
    Action.VOID: _("In its present state the document cannot be voided."),
}
_REASON_LENGTH = 500


def change_state(
    ctx: Ctx, *, kind: Kind, document_id: int, action: Action, reason: str = "", is_final: bool = False
) -> None:
    """Do `action` to a document; one that is in the target state already is left alone.

    It stays pending while levels of its approval are left; `is_final` skips those. Raises NotFound, RuleBroken (4700:
    not from this state; 36: something was made of it; 4705: approval first; 4706: own document; 4014, 4015: another
    has to approve; 4711: something is applied to it; 4310: its day is locked).
    """
    ctx.require(f"{kind.module}.approve" if action in _APPROVING else f"{kind.module}.edit")
    move = kind.moves.get(action)
    if move is None:
        raise NotFound(kind.words.does_not_exist)
    with unit_of_work(ctx) as unit:
        header = locked_header(kind, document_id)
        state = State(header.state)
        if state is move.target:
            return
        if action is Action.OPEN and state in move.sources | BEFORE_OPEN:
            refuse_leaving(ctx, kind, header)
        if state not in move.sources:
            raise RuleBroken(WRONG_STATE, _REFUSED[action])
        _check(ctx, kind, header, action)
        paper = paper_of(kind.module, kind.entity, header)
        told = lead_approval(ctx, unit, paper, action=action, is_final=is_final)
        if told is None:
            return
        values: dict[str, Any] = {
            "state": move.target.value,
            "substatus": "",
            "state_reason": reason.strip()[:_REASON_LENGTH],
            "modified_at": ctx.now,
            **_marks(ctx, kind, action),
        }
        bulk = Bulk()
        bulk.update(kind.header, tuple(values), [(document_id, *values.values())])
        bulk.write()
        _reach_books(ctx, kind, header, move.target)
        after = {"state": move.target.value, **told} | ({"reason": values["state_reason"]} if reason else {})
        done = _opened(kind) if action is Action.OPEN else _DONE[action]
        unit.record(kind.entity, document_id, done, before={"state": state.value}, after=after)
        if counts(kind, move.target) and not counts(kind, state):
            follow_opened(ctx, kind, document_id)


def _marks(ctx: Ctx, kind: Kind, action: Action) -> dict[str, Any]:
    """Return who submitted or approved it; a draft is a new paper, which nobody has approved or seen."""
    match action:
        case Action.SUBMIT:
            return {"submitted_by_id": ctx.actor.user_id, "approved_by_id": None}
        case Action.APPROVE:
            return {"approved_by_id": ctx.actor.user_id}
        case Action.DRAFT:
            return {"approved_by_id": None} | ({"viewed_at": None} if kind.is_shared else {})
    return {}


def _opened(kind: Kind) -> str:
    return _OPENED.get(kind.entity, "opened")


def _reach_books(ctx: Ctx, kind: Kind, header: Any, target: State) -> None:
    """Let stock, books and orders follow a document that counts from now on, or no longer."""
    if kind.books is None and kind.source is None and kind.after is None:
        return
    before, after = counts(kind, header.state), counts(kind, target)
    if before != after:
        refuse_locked(ctx, kind, [header.date])
        post_books(ctx, kind, header.id, is_new=after)
    if kind.source is None and kind.after is None:
        return
    lines = _from_orders(kind.line, header.id)
    if header.state == State.VOID:
        hold_source_lines(ctx, kind, header, lines)
    elif after and not before:
        refuse_on_hold(kind, lines)
    follow_up(ctx, kind, named_lines(lines))


@fixed
def _from_orders(line: Any, document_id: int) -> QuerySet[Any]:
    rows: QuerySet[Any] = line.objects.filter(document_id=document_id, source_line_id__isnull=False)
    return rows


def _check(ctx: Ctx, kind: Kind, header: Any, action: Action) -> None:
    if action in _TAKING_BACK and kind.processed(ctx, [header.id]):
        raise RuleBroken(HAS_DEPENDANTS, _("Something was made of this document already; delete that first."))
    if action in _TAKING_BACK:
        refuse_applied(kind, header)
    if action is Action.APPROVE and is_own_paper(ctx, paper_of(kind.module, kind.entity, header)):
        raise RuleBroken(OWN_DOCUMENT, _("Somebody else has to approve your own document."))
