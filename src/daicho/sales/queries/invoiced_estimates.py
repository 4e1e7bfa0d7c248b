"""Estimates that became invoices."""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q

from daicho.documents.core.state import State
from daicho.sales.models import Invoice


def invoiced_estimates() -> Mapping[str, Q]:  # tidy: allow call-shape: the shape of Kind.made
    """Return the condition of the status "invoiced": there is an invoice of the estimate that is not void."""
    invoices = Invoice.objects.filter(estimate_id=OuterRef("id")).exclude(state=State.VOID)
    return {"invoiced": Q(Exists(invoices))}
