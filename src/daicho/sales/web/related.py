"""The panel of documents around a document of sales."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from daicho.documents.core.state import State, wire_status
from daicho.documents.web.face import RelatedRow
from daicho.documents.web.words import status_badge
from daicho.platform.web.page import PageRequest, find_page_url
from daicho.sales.queries.related_documents import Related

_NAMES = {
    "estimate": _("Estimate"),
    "salesorder": _("Sales order"),
    "invoice": _("Invoice"),
    "creditnote": _("Credit note"),
}


def related_rows(request: PageRequest, found: Sequence[Related]) -> list[RelatedRow]:
    """Return the documents as rows of the panel, each leading to its page."""
    return [
        RelatedRow(
            _NAMES[row.kind],
            row.number,
            find_page_url(request.ctx, row.kind, **{f"{row.kind}_id": row.document_id}) or "",
            request.formats.date(row.day),
            status_badge(wire_status(row.kind, State(row.state), request.ctx.application)),
        )
        for row in found
    ]
