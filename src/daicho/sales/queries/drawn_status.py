"""How much of a retainer is used."""

from daicho.kernel.context import Ctx
from daicho.sales.models import RetainerInvoice


def drawn_status(ctx: Ctx, *, retainer_id: int) -> str:
    """Return the mark of a retainer invoice: "", "partially_drawn" or "drawn"."""
    del ctx  # the organisation is in scope
    return RetainerInvoice.objects.filter(id=retainer_id).values_list("drawn_status", flat=True).first() or ""
