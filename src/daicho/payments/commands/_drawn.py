"""What of the payments of retainers is used."""

from collections.abc import Iterable

from django.db.models import Sum

from daicho.kernel.context import Ctx
from daicho.payments.models import Payment
from daicho.sales.commands.mark_drawn import mark_drawn


def refresh_drawn(ctx: Ctx, retainer_ids: Iterable[int | None]) -> None:
    """Let retainer invoices tell what of their payments is used. Payments are locked before them."""
    ids = {retainer_id for retainer_id in retainer_ids if retainer_id}
    if not ids:
        return
    rows = Payment.objects.filter(retainer_id__in=ids).order_by().values("retainer_id")
    found = dict(rows.annotate(drawn=Sum("used_minor")).values_list("retainer_id", "drawn"))
    mark_drawn(ctx, drawn={retainer_id: found.get(retainer_id, 0) for retainer_id in ids})
