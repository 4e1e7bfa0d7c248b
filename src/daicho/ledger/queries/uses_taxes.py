"""Taxes that lines of journals refer to."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.ledger.models import ManualJournalLine


def uses_taxes(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
    """Return those of the taxes `ids` that a journal names."""
    del ctx  # the organisation is in scope
    rows = ManualJournalLine.objects.filter(tax_id__in=ids).values_list("tax_id", flat=True)
    return {tax_id for tax_id in rows if tax_id}
