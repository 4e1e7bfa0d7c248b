"""Keep a file with a document."""

from daicho.documents.commands.locks import locked_header
from daicho.documents.core.kind import Kind
from daicho.kernel.context import Ctx
from daicho.platform.attachments import AttachmentView, attach_file
from daicho.platform.work import unit_of_work


def attach_to_document(
    ctx: Ctx, *, kind: Kind, document_id: int, name: str, content: bytes, goes_with_mail: bool = False
) -> AttachmentView:
    """Keep a file with a document and return it. Raises NotFound, InvalidInput (see `attachments.attach_file`)."""
    ctx.require(f"{kind.module}.edit")
    with unit_of_work(ctx):
        locked_header(kind, document_id)
        return attach_file(
            ctx,
            entity=kind.entity,
            entity_id=document_id,
            name=name,
            content=content,
            goes_with_mail=goes_with_mail,
        )
