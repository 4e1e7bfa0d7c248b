"""What a link opens."""

from zoneinfo import ZoneInfo

from daicho.documents.core.share import SharedDocument, organization_named
from daicho.documents.models import ShareLink
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.organizations.core.tokens import token_hash
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.db.scope import organization_scope

NO_LINK = _("This link does not open anything any more. Please ask whoever sent it to you for a new one.")


def shared_document(ctx: Ctx, *, token: str) -> SharedDocument:
    """Return what the link with `token` opens; `ctx` is outside any organisation.

    The token names its organisation, so the link is looked up inside it, under row-level security like all else.
    Raises NotFound, the same for what is no token, unknown, closed or expired.
    """
    organization_id = organization_named(token)
    if organization_id is None:
        raise NotFound(NO_LINK)
    with organization_scope(organization_id):
        columns = ("id", "entity", "document_id", "expires_on")
        row = ShareLink.objects.filter(token_hash=token_hash(token)).values_list(*columns).first()
        if row is None:
            raise NotFound(NO_LINK)
        time_zone = organization_profile(ctx.within(organization_id)).time_zone
    link_id, entity, document_id, expires_on = row
    today = ctx.now.astimezone(ZoneInfo(time_zone)).date()
    if expires_on is not None and expires_on < today:
        raise NotFound(NO_LINK)
    return SharedDocument(organization_id, link_id, entity, document_id, expires_on, time_zone, today)
