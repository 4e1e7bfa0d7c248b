"""Make a new draft like a document that exists."""

from daicho.documents.commands.create_document import create_document
from daicho.documents.core.kind import Kind
from daicho.documents.queries.copied_fields import copied_fields
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work


def clone_document(ctx: Ctx, *, kind: Kind, document_id: int) -> int:
    """Make a draft of today with the document's contact, lines and texts under a new number; return its id.

    Raises NotFound, InvalidInput (something in it is inactive now).
    """
    ctx.require(f"{kind.module}.create")
    with unit_of_work(ctx):
        fields = copied_fields(ctx, kind=kind, document_id=document_id)
        fields.pop("estimate_id", None)  # the clone was not made of it
        return create_document(ctx, kind=kind, fields=fields)
