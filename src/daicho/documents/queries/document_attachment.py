"""A file of a document."""

from daicho.documents.core.kind import Kind
from daicho.kernel.context import Ctx
from daicho.platform.attachments import attachment_content
from daicho.platform.files import FileView


def document_attachment(
    ctx: Ctx, *, kind: Kind, document_id: int, attachment_id: int | None = None
) -> tuple[FileView, bytes]:
    """Return a file of a document and its bytes, without `attachment_id` the first one. Raises NotFound."""
    return attachment_content(ctx, entity=kind.entity, entity_id=document_id, attachment_id=attachment_id)
