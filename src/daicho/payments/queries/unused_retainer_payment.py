"""The payment of a retainer that is applied next."""

from django.db.models import F

from daicho.kernel.context import Ctx
from daicho.payments.models import Payment


def unused_retainer_payment(ctx: Ctx, *, retainer_id: int) -> int | None:
    """Return the earliest payment of a retainer invoice of which something is unused, None where there is none."""
    del ctx  # the organisation is in scope
    rows = Payment.objects.filter(retainer_id=retainer_id, used_minor__lt=F("amount_minor"))
    return rows.order_by("date", "id").values_list("id", flat=True).first()
