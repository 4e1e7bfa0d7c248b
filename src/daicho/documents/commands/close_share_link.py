"""Close a link by which people outside see a document."""

from daicho.documents.commands.locks import locked_header
from daicho.documents.core.kind import Kind
from daicho.documents.models import ShareLink
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work


def close_share_link(ctx: Ctx, *, kind: Kind, document_id: int, link_id: int) -> None:
    """Let the link open nothing any more. Raises NotFound."""
    ctx.require(f"{kind.module}.edit")
    with unit_of_work(ctx) as unit:
        locked_header(kind, document_id)
        links = ShareLink.objects.filter(entity=kind.entity, document_id=document_id, id=link_id)
        if not links.delete()[0]:
            raise NotFound(_("This link does not exist any more."))
        unit.record(kind.entity, document_id, "link closed", after={"link": link_id})
