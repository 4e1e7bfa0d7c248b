"""When something was paid on retainer invoices last."""

from collections.abc import Collection
from datetime import date

from django.db.models import Max

from daicho.kernel.context import Ctx
from daicho.payments.models import Payment


def last_retainer_payments(ctx: Ctx, *, retainer_ids: Collection[int]) -> dict[int, date]:
    """Return retainer id → the day of its last payment, for those of which something was paid; one statement."""
    del ctx  # the organisation is in scope
    rows = Payment.objects.filter(retainer_id__in=retainer_ids).order_by().values("retainer_id")
    return dict(rows.annotate(last=Max("date")).values_list("retainer_id", "last"))
