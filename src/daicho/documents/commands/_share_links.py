"""Rows of links by which people outside see a document."""

import secrets
from datetime import date

from django.conf import settings

from daicho.documents.core.kind import Kind
from daicho.documents.core.share import link_token
from daicho.documents.models import ShareLink
from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.organizations.core.tokens import token_hash
from daicho.platform.work import unit_of_work

NOT_SHARED = _("Only a document that has been sent and is not void has a link.")


def add_share_link(ctx: Ctx, *, kind: Kind, document_id: int, expires_on: date | None = None) -> str:
    """Write a link to a document that the caller has locked and may share; return its address.

    The document's expired links go.
    """
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


def drop_share_links(ctx: Ctx, *, entity: str, entity_id: int) -> None:
    """Close all links of a document that is being deleted."""
    del ctx  # the organisation is in scope
    ShareLink.objects.filter(entity=entity, document_id=entity_id).delete()
