"""What was paid on retainer invoices."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.payments.kinds import CUSTOMER_PAYMENT
from daicho.payments.models import Payment
from daicho.payments.queries._views import PaymentView, payment_views


def retainer_payments(ctx: Ctx, *, retainer_ids: Collection[int]) -> list[PaymentView]:
    """Return the payments of these retainer invoices, the earliest first; without their custom fields."""
    if not retainer_ids:
        return []
    rows = Payment.objects.filter(retainer_id__in=retainer_ids).order_by("date", "id")
    found = list(rows.select_related("contact", "account", "location", "retainer"))
    return payment_views(ctx, CUSTOMER_PAYMENT, found, with_custom=False)
