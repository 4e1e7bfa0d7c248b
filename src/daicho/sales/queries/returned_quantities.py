"""How much of what was shipped returns have taken."""

from collections.abc import Collection, Mapping

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from daicho.kernel.context import Ctx
from daicho.sales.core.sales_return import State
from daicho.sales.models import SalesReturnLine


def returned_quantities(ctx: Ctx, *, line_ids: Collection[int], but_of: int = 0) -> Mapping[int, int]:
    """Return line of an order or an invoice → what approved returns take of it, in 10^-6; others are left out.

    What is credited without coming back counts as well. The return `but_of` is left out.
    """
    del ctx  # the organisation is in scope
    rows = SalesReturnLine.objects.filter(
        Q(order_line_id__in=line_ids) | Q(invoice_line_id__in=line_ids), sales_return__state=State.APPROVED
    ).exclude(sales_return_id=but_of)
    source = Coalesce("order_line_id", "invoice_line_id")
    sums = rows.order_by().values_list(source).annotate(total=Sum(F("quantity_micro") + F("credit_only_micro")))
    return {line_id: int(quantity) for line_id, quantity in sums}
