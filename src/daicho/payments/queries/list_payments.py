"""Payments as a list."""

from django.db.models import F

from daicho.kernel.context import Ctx
from daicho.payments.kinds import PaymentKind
from daicho.payments.models import Payment
from daicho.payments.models import Use as UseRow
from daicho.payments.queries._listing import payment_listing
from daicho.payments.queries._views import PaymentView, payment_views
from daicho.platform.listing import Criteria, Rows, filter_rows, page_of


def list_payments(
    ctx: Ctx, *, kind: PaymentKind, criteria: Criteria, target_id: int | None = None
) -> Rows[PaymentView]:  # fmt: skip
    """Return a page of payments, the latest first; with `target_id` those that settle that document."""
    rows = Payment.objects.filter(kind=kind.entity).annotate(unused_minor=F("amount_minor") - F("used_minor"))
    if target_id is not None:
        uses = UseRow.objects.filter(source_kind=kind.entity, target_id=target_id)
        rows = rows.filter(id__in=uses.values("source_id"))
    rows = rows.select_related("contact", "account", "location", "retainer")
    rows = filter_rows(ctx, rows, payment_listing(kind), criteria)
    page = page_of(rows, criteria)
    return Rows(payment_views(ctx, kind, page.rows), page.has_more, page.total)
