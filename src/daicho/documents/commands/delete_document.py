"""Delete a document."""

from daicho.documents.commands._books import (
    counts,
    follow_up,
    named_lines,
    post_books,
    refuse_applied,
    refuse_locked,
)
from daicho.documents.commands._line_values import forget_lines
from daicho.documents.commands._rows import snapshot
from daicho.documents.commands._share_links import drop_share_links
from daicho.documents.commands.locks import locked_header
from daicho.documents.core.kind import Kind
from daicho.documents.core.rules import HAS_DEPENDANTS, NOT_DELETABLE
from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.approvals import drop_approval
from daicho.platform.attachments import drop_attachments
from daicho.platform.comments import drop_comments
from daicho.platform.custom_fields import drop_custom_values
from daicho.platform.work import unit_of_work

_KEPT = frozenset({State.BILLED, State.CLOSED})


def delete_document(ctx: Ctx, *, kind: Kind, document_id: int) -> None:
    """Delete a document and what belongs to it; its number may be given by hand again.

    Raises NotFound, RuleBroken (4704: billed or closed; 36: something was made of it; 4711: something is
    applied to it; 4310: its day is locked).
    """
    ctx.require(f"{kind.module}.delete")
    with unit_of_work(ctx) as unit:
        header = locked_header(kind, document_id)
        if header.state in _KEPT:
            raise RuleBroken(NOT_DELETABLE, _("A billed or closed document cannot be deleted."))
        if kind.processed(ctx, [document_id]):
            raise RuleBroken(HAS_DEPENDANTS, _("Something was made of this document already; delete that first."))
        refuse_applied(kind, header)
        lines = list(kind.line.objects.filter(document_id=document_id).order_by("position", "id"))
        if counts(kind, header.state):
            refuse_locked(ctx, kind, [header.date])
            kind.header.objects.filter(id=document_id).update(state=State.VOID)
            post_books(ctx, kind, document_id)
        for drop in (drop_attachments, drop_comments, drop_custom_values, drop_share_links, drop_approval):
            drop(ctx, entity=kind.entity, entity_id=document_id)
        forget_lines(ctx, kind, [line.id for line in lines])
        kind.line.objects.filter(document_id=document_id).delete()
        kind.header.objects.filter(id=document_id).delete()
        follow_up(ctx, kind, named_lines(lines))
        unit.record(kind.entity, document_id, "deleted", before=snapshot(kind, header, lines))
