"""Several purchase receives, whole."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.purchases.queries._receive_views import ReceiveView, receive_rows, receive_views


def receives_with_lines(ctx: Ctx, *, receive_ids: Collection[int]) -> list[ReceiveView]:
    """Return the receives by day with their lines; three statements, none without ids."""
    if not receive_ids:
        return []
    return receive_views(ctx, list(receive_rows().filter(id__in=receive_ids).order_by("date", "id")))
