"""Delete a note about a document."""

from daicho.documents.commands.locks import locked_header
from daicho.documents.core.kind import Kind
from daicho.kernel.context import Ctx
from daicho.platform.comments import delete_comment
from daicho.platform.work import unit_of_work


def delete_document_comment(ctx: Ctx, *, kind: Kind, document_id: int, comment_id: int) -> None:
    """Delete a note. Raises NotFound."""
    ctx.require(f"{kind.module}.edit")
    with unit_of_work(ctx):
        locked_header(kind, document_id)
        delete_comment(ctx, entity=kind.entity, entity_id=document_id, comment_id=comment_id)
