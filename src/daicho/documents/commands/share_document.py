"""Make a link by which people outside see a document."""

import secrets
from datetime import date

from django.conf import settings

from daicho.documents.commands.locks import locked_header
from daicho.documents.core.kind import Kind
from daicho.documents.core.rules import NOT_SHOWN
from daicho.documents.core.share import SHOWN, link_token
from daicho.documents.core.state import State
from daicho.documents.models import ShareLink
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound, RuleBroken, invalid
from daicho.kernel.text import noop as _
from daicho.organizations.core.tokens import token_hash
from daicho.platform.work import unit_of_work

NOT_SHARED = _("Only a document that has been sent and is not void has a link.")


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


def add_share_link(ctx: Ctx, *, kind: Kind, document_id: int, expires_on: date | None = None) -> str:
    """Write a link to a document that the caller has locked and may share; the document's expired ones go."""
    token = link_token(ctx.organization_id, secrets.token_urlsafe(24))
    with unit_of_work(ctx) as unit:
        links = ShareLink.objects.filter(entity=kind.entity, document_id=document_id)
        links.filter(expires_on__lt=ctx.today).delete()
        link = ShareLink(
            organization_id=ctx.organization_id,
            entity=kind.entity,
            document_id=document_id,
            token_hash=token_hash(token),
            expires_on=expires_on,
            created_by_id=ctx.actor.user_id,
            created_by_name=ctx.actor.name,
            created_at=ctx.now,
        )
        ShareLink.objects.bulk_create([link])
        unit.record(kind.entity, document_id, "shared", after={"link": link.id, "expires_on": expires_on})
    return f"{settings.DAICHO_PUBLIC_URL}/share/{token}/"
