"""The links by which people outside see a document."""

from collections.abc import Sequence

from django.db.models import Q

from daicho.documents.core.kind import Kind
from daicho.documents.core.share import ShareLinkView
from daicho.documents.models import ShareLink
from daicho.kernel.context import Ctx


def share_links(ctx: Ctx, *, kind: Kind, document_id: int) -> Sequence[ShareLinkView]:
    """Return the document's links that have not expired, newest first; one statement."""
    still = Q(expires_on__isnull=True) | Q(expires_on__gte=ctx.today)
    rows = ShareLink.objects.filter(still, entity=kind.entity, document_id=document_id).order_by("-id")
    columns = ("id", "created_by_name", "created_at", "expires_on", "opened_at")
    return [ShareLinkView(*row) for row in rows.values_list(*columns)]
