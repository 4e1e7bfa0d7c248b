"""Items that open orders wait for."""

from typing import Any

from daicho.documents.core.state import WAITING
from daicho.kernel.context import Ctx
from daicho.sales.models import SalesOrderLine


# tidy: allow call-shape: the shape of LowCandidates
def ordered_items(ctx: Ctx, *, physical: bool) -> Any:
    """Return the ids of these items, as themselves or in kits, as a query inside a query: only they are committed."""
    del ctx, physical  # the organisation is in scope
    rows = SalesOrderLine.objects.filter(document__state__in=WAITING, item_id__isnull=False).order_by()
    return rows.values("item_id").union(rows.filter(item__combo_type="kit").values("item__recipe__item_id"))
