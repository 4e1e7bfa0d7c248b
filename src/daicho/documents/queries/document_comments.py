"""Notes about a document."""

from daicho.documents.core.kind import Kind
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.platform.comments import CommentView, comments_on


def document_comments(ctx: Ctx, *, kind: Kind, document_id: int) -> list[CommentView]:
    """Return the notes about a document, newest first. Raises NotFound."""
    if not kind.header.objects.filter(id=document_id).exists():
        raise NotFound(kind.words.does_not_exist)
    return comments_on(ctx, entity=kind.entity, entity_id=document_id)
