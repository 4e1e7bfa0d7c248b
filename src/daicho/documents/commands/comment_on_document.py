"""Note something about a document."""

from daicho.documents.commands.locks import locked_header
from daicho.documents.core.kind import Kind
from daicho.kernel.context import Ctx
from daicho.platform.comments import CommentView, add_comment, change_comment
from daicho.platform.work import unit_of_work


def comment_on_document(
    ctx: Ctx, *, kind: Kind, document_id: int, description: str, comment_id: int | None = None
) -> CommentView:
    """Add a note, or change the one with `comment_id`, and return it. Raises NotFound, InvalidInput.

    Whoever may see the document may note something about it.
    """
    ctx.require(f"{kind.module}.view")
    with unit_of_work(ctx):
        locked_header(kind, document_id)
        if comment_id is None:
            return add_comment(ctx, entity=kind.entity, entity_id=document_id, description=description)
        return change_comment(
            ctx, entity=kind.entity, entity_id=document_id, comment_id=comment_id, description=description
        )
