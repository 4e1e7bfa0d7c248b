"""Items that open orders wait for."""

from typing import Any

from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.sales.models import SalesOrderLine


# tidy: allow call-shape: the shape of LowCandidates
def ordered_items(ctx: Ctx, *, physical: bool) -> Any:
    """Return the ids of these items as a query inside a query: only they have stock that is committed."""
    del ctx, physical  # the organisation is in scope
    rows = SalesOrderLine.objects.filter(document__state=State.OPEN, item_id__isnull=False)
    return rows.order_by().values("item_id")
