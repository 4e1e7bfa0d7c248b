"""Refunds of a payment or credit, or of all of a kind."""

from django.db.models import F, OuterRef, Q, Subquery

from daicho.kernel.context import Ctx
from daicho.payments.kinds import DOCUMENTS, PAYMENT_KINDS
from daicho.payments.models import Payment, Refund
from daicho.payments.queries._refund_listing import refund_listing
from daicho.payments.queries._views import RefundView, refund_views
from daicho.platform.listing import Criteria, Rows, filter_rows, page_of

_SOURCE = {"number": "number", "contact": "contact__sort_key", "total": "total_minor", "balance": "balance"}


def list_refunds(
    ctx: Ctx,
    *,
    source_kind: str,
    source_id: int | None = None,
    contact_id: int | None = None,
    refund_id: int | None = None,
    criteria: Criteria | None = None,
) -> Rows[RefundView]:
    """Return refunds out of records of `source_kind`: of one of them, of a contact's, or that one; the latest first."""
    criteria = criteria or Criteria()
    condition = Q(source_kind=source_kind)
    if source_id is not None:
        condition &= Q(source_id=source_id)
    if refund_id is not None:
        condition &= Q(id=refund_id)
    if contact_id is not None:
        model = Payment if source_kind in PAYMENT_KINDS else DOCUMENTS[source_kind].header
        condition &= Q(source_id__in=model.objects.filter(contact_id=contact_id).values("id"))
    listing = refund_listing(source_kind)
    found = Refund.objects.filter(condition).select_related("account")
    if (path := listing.sorts.get(criteria.sort, "")) in _SOURCE:
        found = found.annotate(**{path: _of_source(source_kind, path)})
    rows = filter_rows(ctx, found, listing, criteria)
    page = page_of(rows, criteria)
    return Rows(refund_views(ctx, page.rows), page.has_more, page.total)


def _of_source(source_kind: str, name: str) -> Subquery:
    """Return a column of the credit that a refund is given out of."""
    rows = DOCUMENTS[source_kind].header.objects.filter(id=OuterRef("source_id"))
    return Subquery(rows.annotate(balance=F("total_minor") - F("applied_minor")).values(_SOURCE[name])[:1])
