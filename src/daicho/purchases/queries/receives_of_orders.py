"""The receives of purchase orders, for lists."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.purchases.models import PurchaseReceive


def receives_of_orders(ctx: Ctx, *, order_ids: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    """Return order → (id, number) of its receives by day, in one statement; none for who may not see receives."""
    if not ctx.actor.may("purchasereceives.view"):
        return {}
    rows = PurchaseReceive.objects.filter(order_id__in=order_ids).order_by("date", "id")
    found: dict[int, list[tuple[int, str]]] = {}
    for order_id, receive_id, number in rows.values_list("order_id", "id", "number"):
        found.setdefault(order_id, []).append((receive_id, number))
    return found
