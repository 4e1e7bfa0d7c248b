"""Remove files of a document."""

from daicho.documents.commands.locks import locked_header
from daicho.documents.core.kind import Kind
from daicho.kernel.context import Ctx
from daicho.platform.attachments import remove_attachments
from daicho.platform.work import unit_of_work


def detach_from_document(ctx: Ctx, *, kind: Kind, document_id: int, attachment_id: int | None = None) -> None:
    """Remove one file, without `attachment_id` all of them. Raises NotFound."""
    ctx.require(f"{kind.module}.edit")
    with unit_of_work(ctx):
        locked_header(kind, document_id)
        remove_attachments(ctx, entity=kind.entity, entity_id=document_id, attachment_id=attachment_id)
