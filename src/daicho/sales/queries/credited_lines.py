"""Which invoices lines of credit notes take back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.sales.models import InvoiceLine


@dataclass(frozen=True, slots=True)
class CreditedInvoice:
    """The invoice of a line."""

    invoice_id: int
    number: str


def credited_lines(ctx: Ctx, *, line_ids: Collection[int]) -> Mapping[int, CreditedInvoice]:
    """Return invoice line → its invoice; ids that are none are left out."""
    del ctx  # the organisation is in scope
    wanted = [line_id for line_id in line_ids if line_id]
    if not wanted:
        return {}
    rows = InvoiceLine.objects.filter(id__in=wanted).order_by("document_id", "position")
    columns = ("id", "document_id", "document__number")
    return {line_id: CreditedInvoice(*rest) for line_id, *rest in rows.values_list(*columns)}
