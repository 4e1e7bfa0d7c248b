"""Note that the customer has seen a document."""

from daicho.documents.commands.locks import locked_header
from daicho.documents.core.kind import Kind
from daicho.documents.models import ShareLink
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work


def mark_viewed(  # tidy: allow unauthorised: holding the link is the right to see the document
    ctx: Ctx, *, kind: Kind, document_id: int, link_id: int
) -> None:
    """Keep when the document was first seen, and when first by this link; later views change nothing.

    Raises NotFound.
    """
    with unit_of_work(ctx) as unit:
        header = locked_header(kind, document_id)
        ShareLink.objects.filter(id=link_id, opened_at__isnull=True).update(opened_at=ctx.now)
        if header.viewed_at is None:
            kind.header.objects.filter(id=document_id).update(viewed_at=ctx.now)
            unit.record(kind.entity, document_id, "viewed", after={"viewed_at": ctx.now})
