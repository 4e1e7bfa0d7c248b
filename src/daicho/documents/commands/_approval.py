"""Whether a document may be confirmed, issued or sent as it is."""

from typing import Any

from daicho.documents.core.kind import Kind
from daicho.documents.core.rules import NEEDS_APPROVAL
from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.approvals import ask_approval, paper_of
from daicho.organizations.queries.approval_rule import approval_rule
from daicho.platform.work import Unit

_NOT_TELLING = frozenset({State.DRAFT, State.VOID, State.CANCELLED})
"""States that do not tell whether a document was approved."""


def refuse_unapproved(ctx: Ctx, kind: Kind) -> None:
    """Raise RuleBroken where drafts of the kind need approval first."""
    if approval_rule(ctx, module=kind.module).is_needed:
        raise RuleBroken(NEEDS_APPROVAL, _("This document has to be approved first."))


def refuse_leaving(ctx: Ctx, kind: Kind, header: Any) -> None:
    """Raise RuleBroken where a document that is to be confirmed, issued or sent lacks its (last) approval."""
    if header.state == State.PENDING_APPROVAL:
        raise RuleBroken(NEEDS_APPROVAL, _("This document waits for its approval. It can leave once that is complete."))
    if header.state == State.REJECTED:
        raise RuleBroken(NEEDS_APPROVAL, _("This document was rejected. It can leave once it is approved."))
    if header.state in _NOT_TELLING and header.approved_by_id is None:
        refuse_unapproved(ctx, kind)


def begin_again(ctx: Ctx, kind: Kind, unit: Unit, header: Any) -> None:
    """Ask for the approval of a document anew that was changed after somebody approved it."""
    header.state, header.approved_by_id = State.PENDING_APPROVAL.value, None
    kind.header.objects.bulk_update([header], ["state", "approved_by_id"])
    ask_approval(ctx, paper_of(kind.module, kind.entity, header))
    unit.record(kind.entity, header.id, "submitted", after={"state": header.state})
