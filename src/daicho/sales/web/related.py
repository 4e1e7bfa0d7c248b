"""The panel of documents around a document of sales."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from daicho.documents.queries._standing import Related
from daicho.documents.web.face import RelatedRow
from daicho.documents.web.words import related_badge
from daicho.platform.web.cells import Badge
from daicho.platform.web.page import PageRequest, find_page_url
from daicho.sales.core.package import State as PackageState
from daicho.sales.core.sales_return import Status
from daicho.sales.kinds import CREDIT_NOTE, ESTIMATE, INVOICE, SALES_ORDER
from daicho.sales.web.shipping_words import state_badge
from daicho.sales.web.words import return_badge

_KINDS = {kind.entity: kind for kind in (ESTIMATE, SALES_ORDER, INVOICE, CREDIT_NOTE)}
_NAMES = {
    "estimate": _("Estimate"),
    "salesorder": _("Sales order"),
    "package": _("Package"),
    "shipment": _("Shipment"),
    "invoice": _("Invoice"),
    "salesreturn": _("Sales return"),
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
            _badge(request, row),
        )
        for row in found
    ]


def _badge(request: PageRequest, row: Related) -> Badge:
    if row.kind == "salesreturn":
        return return_badge(Status(row.state))
    if row.kind in {"package", "shipment"}:
        return state_badge(PackageState(row.state))
    return related_badge(request.ctx, _KINDS[row.kind], row)
