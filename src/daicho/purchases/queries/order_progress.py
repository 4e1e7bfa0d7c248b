"""What was received and billed of purchase orders."""

from collections.abc import Collection

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.purchases.core.fulfilment import Progress
from daicho.purchases.queries._progress import progress_rows


def order_progress(ctx: Ctx, *, order_ids: Collection[int]) -> dict[int, list[Progress]]:
    """Return order id → the progress of its lines, in their order; one statement."""
    del ctx  # the organisation is in scope
    found: dict[int, list[Progress]] = {order_id: [] for order_id in order_ids}
    for order_id, _place, line in progress_rows(Q(document_id__in=order_ids)):
        found[order_id].append(line)
    return found
