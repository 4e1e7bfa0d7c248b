"""One document, whole."""

from daicho.documents.core.kind import Kind
from daicho.documents.queries._views import DocumentView
from daicho.documents.queries.document_views import document_views
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound


def document_view(
    ctx: Ctx, *, kind: Kind, document_id: int, with_files: bool = True, with_custom: bool = True
) -> DocumentView:
    """Return a document as `document_views` has it; at most five statements. Raises NotFound."""
    found = document_views(ctx, kind=kind, document_ids=[document_id], with_files=with_files, with_custom=with_custom)
    if not found:
        raise NotFound(kind.words.does_not_exist)
    return found[document_id]
