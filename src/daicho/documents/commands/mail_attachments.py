"""Say whether a document's files go with mail about it."""

from daicho.documents.commands.locks import locked_header
from daicho.documents.core.kind import Kind
from daicho.kernel.context import Ctx
from daicho.platform.attachments import send_with_mail
from daicho.platform.work import unit_of_work


def mail_attachments(ctx: Ctx, *, kind: Kind, document_id: int, goes_with_mail: bool) -> None:
    """Let the document's files go with mail, or not. Raises NotFound."""
    ctx.require(f"{kind.module}.edit")
    with unit_of_work(ctx):
        locked_header(kind, document_id)
        send_with_mail(ctx, entity=kind.entity, entity_id=document_id, goes_with_mail=goes_with_mail)
