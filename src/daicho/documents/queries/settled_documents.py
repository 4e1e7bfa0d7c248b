"""Documents as payments and credits see them, by id."""

from collections.abc import Collection

from daicho.documents.core.kind import Kind
from daicho.documents.queries._settled import SettledDocument, read_settled
from daicho.kernel.context import Ctx


def settled_documents(ctx: Ctx, *, kind: Kind, ids: Collection[int]) -> dict[int, SettledDocument]:
    """Return id → those of the documents that exist."""
    del ctx  # the organisation is in scope
    return {found.document_id: found for found in read_settled(kind.header.objects.filter(id__in=ids))}
