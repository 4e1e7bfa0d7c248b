"""Proof that the tax accounts hold what documents say of their taxes."""

from collections.abc import Iterator

from daicho.kernel.context import Ctx
from daicho.platform.verification import Mismatch
from daicho.reporting.core.taxed import ALL, TaxedDocument
from daicho.reporting.queries._taxed_documents import booked_taxes, taxed_documents


def verify_taxes(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield every document that has something else in the tax accounts than its taxes come to."""
    booked = booked_taxes(())
    for document in taxed_documents(ctx, booked=dict(booked)):
        found = booked.pop((document.kind, document.document_id), 0)
        expected = document.expected if document.booked is not None else 0
        if abs(found - expected) > _tolerance(document):
            yield _mismatch(document.kind, document.document_id, expected, found)
    for (kind, document_id), found in sorted(booked.items()):
        if found:
            yield _mismatch(kind, document_id, 0, found)


def _tolerance(document: TaxedDocument) -> int:
    """Return the units by which sharing the total in another currency, or a share of each tax, may differ."""
    is_shared = document.terms.currency != document.terms.base_currency or document.credit_share not in {None, ALL}
    return len(document.taxes) if is_shared else 0


def _mismatch(kind: str, document_id: int, expected: int, found: int) -> Mismatch:
    return Mismatch("tax accounts", f"{kind} {document_id}", f"document {expected}, books {found}")
