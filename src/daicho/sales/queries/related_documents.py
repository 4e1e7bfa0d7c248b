"""The documents around an order, an invoice or a credit note: what it was made of, and what was made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from daicho.kernel.context import Ctx
from daicho.sales.models import CreditNote, CreditNoteLine, Invoice, InvoiceLine, SalesOrder

_COLUMNS = ("id", "number", "date", "state")
_LINKS: dict[str, tuple[tuple[str, str, Any, Any, str, str], ...]] = {
    "salesorder": (("invoice", "invoices", Invoice, InvoiceLine, "source_line__document_id", "document_id"),),
    "invoice": (
        ("salesorder", "salesorders", SalesOrder, InvoiceLine, "document_id", "source_line__document_id"),
        ("creditnote", "creditnotes", CreditNote, CreditNoteLine, "source_line__document_id", "document_id"),
    ),
    "creditnote": (("invoice", "invoices", Invoice, CreditNoteLine, "document_id", "source_line__document_id"),),
}
"""Kind → (related kind, its module, its header, the lines that link, columns of the one and of the other)."""


@dataclass(frozen=True, slots=True)
class Related:
    """A document by its kind ("invoice"), id, number, day and stored state."""

    kind: str
    document_id: int
    number: str
    day: date
    state: str


def related_documents(ctx: Ctx, *, kind: str, document_id: int) -> Sequence[Related]:
    """Return what a document was made of and what was made of it, by kind and day; what may not be seen is left out."""
    found: list[Related] = []
    for other, module, header, line, own, others in _LINKS[kind]:
        if ctx.actor.may(f"{module}.view"):
            linked = line.objects.filter(**{own: document_id}).values(others)
            rows = header.objects.filter(id__in=linked).order_by("date", "id")
            found += [Related(other, *row) for row in rows.values_list(*_COLUMNS)]
    return found
