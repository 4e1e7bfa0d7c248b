"""The documents around a document of sales: what it was made of, and what was made of it."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Value

from daicho.documents.queries._standing import STANDING, Related, with_standing
from daicho.kernel.context import Ctx
from daicho.sales.models import (
    CreditNote,
    CreditNoteLine,
    Estimate,
    Invoice,
    InvoiceLine,
    Package,
    SalesOrder,
    SalesReturn,
    Shipment,
)
from daicho.sales.queries._package_views import STATE as PACKAGE_STATE
from daicho.sales.queries._return_views import return_rows
from daicho.sales.queries._shipment_views import STATE as SHIPMENT_STATE

_COLUMNS = ("id", "number", "date", "stands", *STANDING)
_STATES = {"package": PACKAGE_STATE, "shipment": SHIPMENT_STATE, "salesreturn": F("status")}
"""How kinds tell where they stand that do not store it."""
_LINKS: dict[str, tuple[tuple[str, str, Any, Any, str, str], ...]] = {
    "estimate": (
        ("salesorder", "salesorders", SalesOrder, SalesOrder, "estimate_id", "id"),
        ("invoice", "invoices", Invoice, Invoice, "estimate_id", "id"),
    ),
    "salesorder": (
        ("estimate", "estimates", Estimate, SalesOrder, "id", "estimate_id"),
        ("package", "packages", Package, Package, "order_id", "id"),
        ("shipment", "shipments", Shipment, Package, "order_id", "shipment_id"),
        ("invoice", "invoices", Invoice, InvoiceLine, "source_line__document_id", "document_id"),
        ("salesreturn", "salesreturns", SalesReturn, SalesReturn, "order_id", "id"),
    ),
    "package": (
        ("salesorder", "salesorders", SalesOrder, Package, "id", "order_id"),
        ("shipment", "shipments", Shipment, Package, "id", "shipment_id"),
        ("invoice", "invoices", Invoice, InvoiceLine, "source_line__document__packages__id", "document_id"),
    ),
    "shipment": (
        ("salesorder", "salesorders", SalesOrder, Package, "shipment_id", "order_id"),
        ("package", "packages", Package, Package, "shipment_id", "id"),
        ("invoice", "invoices", Invoice, InvoiceLine, "source_line__document__packages__shipment_id", "document_id"),
    ),
    "invoice": (
        ("estimate", "estimates", Estimate, Invoice, "id", "estimate_id"),
        ("salesorder", "salesorders", SalesOrder, InvoiceLine, "document_id", "source_line__document_id"),
        ("invoice", "invoices", Invoice, Invoice, "id", "reference_invoice_id"),
        ("invoice", "invoices", Invoice, Invoice, "reference_invoice_id", "id"),
        ("shipment", "shipments", Shipment, InvoiceLine, "document_id", "source_line__document__packages__shipment_id"),
        ("salesreturn", "salesreturns", SalesReturn, SalesReturn, "invoice_id", "id"),
        ("creditnote", "creditnotes", CreditNote, CreditNoteLine, "source_line__document_id", "document_id"),
    ),
    "salesreturn": (
        ("salesorder", "salesorders", SalesOrder, SalesReturn, "id", "order_id"),
        ("invoice", "invoices", Invoice, SalesReturn, "id", "invoice_id"),
        ("creditnote", "creditnotes", CreditNote, CreditNoteLine, "return_line__sales_return_id", "document_id"),
    ),
    "creditnote": (
        ("invoice", "invoices", Invoice, CreditNoteLine, "document_id", "source_line__document_id"),
        ("salesreturn", "salesreturns", SalesReturn, CreditNoteLine, "document_id", "return_line__sales_return_id"),
    ),
}
"""Kind → (related kind, its module, its header, the lines that link, columns of the one and of the other)."""


def related_documents(ctx: Ctx, *, kind: str, document_id: int) -> Sequence[Related]:
    """Return what a document was made of and what was made of it, by kind and day, in one statement.

    What the caller may not see is left out.
    """
    parts = [
        with_standing(_rows(header))
        .filter(id__in=line.objects.filter(**{own: document_id}).values(others))
        .annotate(kind=Value(other), stands=_STATES.get(other, F("state")))
        .values_list("kind", *_COLUMNS)
        for other, module, header, line, own, others in _LINKS[kind]
        if ctx.actor.may(f"{module}.view")
    ]
    rows = parts[0].union(*parts[1:], all=True) if parts else ()
    places = {other: place for place, (other, *_rest) in enumerate(_LINKS[kind])}
    return sorted((Related(*row) for row in rows), key=lambda row: (places[row.kind], row.day, row.document_id))


def _rows(header: Any) -> Any:
    return return_rows() if header is SalesReturn else header.objects.all()
