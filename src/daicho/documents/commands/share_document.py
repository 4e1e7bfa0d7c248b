"""Make a link by which people outside see a document."""

from datetime import date

from daicho.documents.commands._share_links import NOT_SHARED, add_share_link
from daicho.documents.commands.locks import locked_header
from daicho.documents.core.kind import Kind
from daicho.documents.core.rules import NOT_SHOWN
from daicho.documents.core.share import SHOWN
from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound, RuleBroken, invalid
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work


def share_document(ctx: Ctx, *, kind: Kind, document_id: int, expires_on: date | None = None) -> str:
    """Return the address of a new link, which nobody can read again: only its token's hash is kept.

    It opens until the end of `expires_on`, without one until it is closed. Raises NotFound, InvalidInput (a day that
    has passed), RuleBroken (4715: customers may not see the document yet, or any more).
    """
    ctx.require(f"{kind.module}.edit")
    if not kind.is_shared:
        raise NotFound(kind.words.does_not_exist)
    if expires_on is not None and expires_on < ctx.today:
        raise invalid("expires_on", _("%(field)s has passed already."), {"field": "expires_on"})
    with unit_of_work(ctx):
        header = locked_header(kind, document_id)
        if State(header.state) not in SHOWN:
            raise RuleBroken(NOT_SHOWN, NOT_SHARED)
        return add_share_link(ctx, kind=kind, document_id=document_id, expires_on=expires_on)
