"""Which lines ever moved stock."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.stock.models import StockEventRow


def moved_lines(ctx: Ctx, *, line_ids: Collection[int]) -> set[int]:
    """Return those of these lines that any movement names, whether it still counts or was taken back."""
    del ctx  # the organisation is in scope
    rows = StockEventRow.objects.filter(line_id__in=line_ids).order_by()
    return set(rows.values_list("line_id", flat=True).distinct()) if line_ids else set()
