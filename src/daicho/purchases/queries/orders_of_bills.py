"""The purchase orders that bills ask for payment of."""

from collections.abc import Collection
from dataclasses import dataclass

from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.purchases.models import BillLine


@dataclass(frozen=True, slots=True)
class BilledOrder:
    """An order that a bill has lines of."""

    order_id: int
    is_open: bool


def orders_of_bills(ctx: Ctx, *, bill_ids: Collection[int]) -> dict[int, list[BilledOrder]]:
    """Return bill → its orders, the oldest first, in one statement; none for who may not see orders."""
    if not ctx.actor.may("purchaseorders.view"):
        return {}
    rows = BillLine.objects.filter(document_id__in=bill_ids, source_line__isnull=False)
    columns = ("document_id", "source_line__document_id", "source_line__document__state")
    found: dict[int, list[BilledOrder]] = {}
    for bill_id, order_id, state in rows.order_by("source_line__document_id").values_list(*columns).distinct():
        found.setdefault(bill_id, []).append(BilledOrder(order_id, state == State.OPEN))
    return found
