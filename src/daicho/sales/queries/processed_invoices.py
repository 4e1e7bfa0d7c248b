"""Invoices of which something was made."""

from collections.abc import Collection

from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.platform.usage import in_use
from daicho.sales.models import CreditNoteLine, Invoice, SalesReturn


# tidy: allow call-shape: the shape of Kind.processed
def processed_invoices(ctx: Ctx, ids: Collection[int]) -> set[int]:
    """Return those with a sales return, a debit note or a credit note not void, or of a closing: they stay."""
    credited = CreditNoteLine.objects.filter(source_line__document_id__in=ids).exclude(document__state=State.VOID)
    returned = SalesReturn.objects.filter(invoice_id__in=ids).values_list("invoice_id")
    debited = Invoice.objects.filter(reference_invoice_id__in=ids).values_list("reference_invoice_id")
    found = credited.values_list("source_line__document_id").order_by().union(returned, debited)
    return {invoice_id for (invoice_id,) in found} | in_use(ctx, entity="invoice", ids=ids)
