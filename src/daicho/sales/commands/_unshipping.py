"""What is on a return stays shipped."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.sales.core.rules import WAS_RETURNED
from daicho.sales.models import SalesOrderLine
from daicho.sales.queries.returned_quantities import returned_quantities
from daicho.sales.queries.shipped_quantities import shipped_quantities


def refuse_returned(ctx: Ctx, order_ids: Collection[int]) -> None:
    """Raise RuleBroken (4825) where less is shipped of these orders now than returns bring back."""
    line_ids = list(SalesOrderLine.objects.filter(document_id__in=order_ids).values_list("id", flat=True))
    returned = returned_quantities(ctx, line_ids=line_ids)
    if not returned:
        return
    shipped = shipped_quantities(ctx, line_ids=returned)
    if any(quantity > shipped[line_id] for line_id, quantity in returned.items()):
        raise RuleBroken(WAS_RETURNED, _("Goods that are on a sales return stay shipped; delete the return first."))
