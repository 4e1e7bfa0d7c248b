"""The documents around an order or an invoice: what it was made of, and what was made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from daicho.kernel.context import Ctx
from daicho.sales.models import Invoice, InvoiceLine, SalesOrder

_COLUMNS = ("id", "number", "date", "state")


@dataclass(frozen=True, slots=True)
class Related:
    """A document by its kind ("invoice"), id, number, day and stored state."""

    kind: str
    document_id: int
    number: str
    day: date
    state: str


def related_documents(ctx: Ctx, *, kind: str, document_id: int) -> Sequence[Related]:
    """Return the invoices made of a sales order, or the orders that an invoice was made of, in the order of their days.

    Kinds that the caller may not see are left out.
    """
    if kind == "salesorder" and ctx.actor.may("invoices.view"):
        mine = InvoiceLine.objects.filter(source_line__document_id=document_id).values("document_id")
        rows = Invoice.objects.filter(id__in=mine).order_by("date", "id").values_list(*_COLUMNS)
        return [Related("invoice", *row) for row in rows]
    if kind == "invoice" and ctx.actor.may("salesorders.view"):
        sources = InvoiceLine.objects.filter(document_id=document_id).values("source_line__document_id")
        orders = SalesOrder.objects.filter(id__in=sources).order_by("date", "id").values_list(*_COLUMNS)
        return [Related("salesorder", *row) for row in orders]
    return ()
