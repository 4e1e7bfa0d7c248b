"""Which lines of invoices a credit note of returned goods takes back."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from daicho.documents.core.state import COUNTING
from daicho.documents.queries.left_quantities import left_quantities
from daicho.kernel.context import Ctx
from daicho.sales.core.sales_return import share_out
from daicho.sales.kinds import CREDIT_NOTE
from daicho.sales.models import InvoiceLine, SalesReturnLine


@dataclass(frozen=True, slots=True)
class CreditedShare:
    """A quantity (10^-6) of a line of a return that a line of an invoice is credited for.

    `location_id` is where the goods of the return come to, None where it does not say.
    """

    return_line_id: int
    invoice_id: int
    invoice_line_id: int
    location_id: int | None
    quantity: int
    is_credit_only: bool


def credited_shares(ctx: Ctx, *, wanted: Mapping[int, tuple[int, int]]) -> list[CreditedShare]:
    """Return the shares for line of a return → (goods, what is credited only), in 10^-6.

    A return's own invoice goes first, then the oldest; what was not invoiced, or is credited already, has no share.
    """
    rows = SalesReturnLine.objects.filter(id__in=wanted).select_related("sales_return").order_by("position", "id")
    returned = list(rows)
    orders = [row.order_line_id for row in returned if row.order_line_id]
    owns = [row.invoice_line_id for row in returned if row.invoice_line_id]
    found = list(
        InvoiceLine.objects.filter(Q(source_line_id__in=orders) | Q(id__in=owns), document__state__in=COUNTING)
        .order_by("document__date", "document_id", "position", "id")
        .values_list("id", "document_id", "source_line_id")
    )
    left = left_quantities(ctx, kind=CREDIT_NOTE, source_line_ids=[line_id for line_id, *_rest in found])
    shares: list[CreditedShare] = []
    for row in returned:
        own = row.sales_return.invoice_id
        mine = [line for line in found if row.order_line_id == line[2] if line[2]] or [
            line for line in found if line[0] == row.invoice_line_id
        ]
        mine.sort(key=lambda line: line[1] != own)
        place = row.location_id or row.sales_return.location_id
        invoices = {line_id: invoice_id for line_id, invoice_id, _source in mine}
        for quantity, is_credit_only in zip(wanted[row.id], (False, True), strict=True):
            for line_id, taken in share_out(quantity, [(line_id, left[line_id]) for line_id in invoices]):
                left[line_id] -= taken
                shares.append(CreditedShare(row.id, invoices[line_id], line_id, place, taken, is_credit_only))
    return shares
