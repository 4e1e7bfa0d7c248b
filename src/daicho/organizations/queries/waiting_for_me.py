"""Which documents the caller is to approve."""

from django.db.models import Exists, OuterRef, Q

from daicho.kernel.context import Ctx
from daicho.organizations.models import ApprovalLevel
from daicho.organizations.queries.may_approve_own import may_approve_own

WAITING_FOR_ME = "Status.WaitingForMyApproval"
"""The view of a list (`filter_by`) that shows them."""


def waiting_for_me(ctx: Ctx, *, module: str, entity: str) -> Q:
    """Return the condition on a table of documents: pending, and it is the caller's turn.

    Where a document has no levels that is everybody who may approve, but not its author while somebody else may.
    """
    if not ctx.actor.may(f"{module}.approve"):
        return Q(pk__in=[])
    user_id = ctx.actor.user_id or 0
    levels = ApprovalLevel.objects.filter(entity=entity)
    before = levels.filter(entity_id=OuterRef("entity_id"), number__lt=OuterRef("number"), approved_at__isnull=True)
    mine = levels.filter(~Exists(before), approver_id=user_id, approved_at__isnull=True)
    anybodys = ~Exists(levels.filter(entity_id=OuterRef("pk")))
    own = Q(created_by_id=user_id) | Q(submitted_by_id=user_id)
    open_to_me = Q(anybodys) if may_approve_own(ctx, module=module) else Q(anybodys) & ~own
    return Q(state="pending_approval") & (Q(pk__in=mine.values("entity_id")) | open_to_me)
