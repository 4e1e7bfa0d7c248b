"""One payment."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.payments.kinds import PaymentKind
from daicho.payments.models import Payment
from daicho.payments.queries._views import PaymentView, payment_views


def payment_detail(ctx: Ctx, *, kind: PaymentKind, payment_id: int) -> PaymentView:
    """Return the payment with its uses. Raises NotFound."""
    rows = Payment.objects.filter(kind=kind.entity, id=payment_id)
    views = payment_views(ctx, kind, list(rows.select_related("contact", "account", "location", "retainer")))
    if not views:
        raise NotFound(kind.words.does_not_exist)
    return views[0]
