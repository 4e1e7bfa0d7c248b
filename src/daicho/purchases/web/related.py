"""The documents around a purchase, as rows of its panel."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext_lazy as _

from daicho.documents.queries._standing import Related
from daicho.documents.web.face import RelatedRow
from daicho.documents.web.words import related_badge
from daicho.platform.web.cells import Badge
from daicho.platform.web.page import PageRequest, find_page_url
from daicho.purchases.core.receive import State as ReceiveState
from daicho.purchases.kinds import BILL, PURCHASE_ORDER, VENDOR_CREDIT
from daicho.purchases.queries.related_documents import related_documents
from daicho.purchases.web.words import receive_badge

_DOCUMENTS = {kind.entity: kind for kind in (PURCHASE_ORDER, BILL, VENDOR_CREDIT)}
_KINDS = {
    "purchaseorder": (_("Purchase order"), "purchaseorder_id"),
    "purchasereceive": (_("Purchase receive"), "receive_id"),
    "bill": (_("Bill"), "bill_id"),
    "vendorcredit": (_("Vendor credit"), "vendor_credit_id"),
}


def related_to(kind: str) -> Callable[[PageRequest, int], Sequence[RelatedRow]]:
    """Return what `WebFace.related` is for documents of `kind`."""

    def rows(request: PageRequest, document_id: int) -> Sequence[RelatedRow]:
        found = related_documents(request.ctx, kind=kind, document_id=document_id)
        return [
            RelatedRow(
                _KINDS[row.kind][0],
                row.number,
                find_page_url(request.ctx, row.kind, **{_KINDS[row.kind][1]: row.document_id}) or "",
                request.formats.date(row.day),
                _badge(request, row),
            )
            for row in found
        ]

    return rows


def _badge(request: PageRequest, row: Related) -> Badge:
    if row.kind == "purchasereceive":
        return receive_badge(ReceiveState(row.state))
    return related_badge(request.ctx, _DOCUMENTS[row.kind], row)
