"""What a bill of several purchase orders begins with."""

from collections.abc import Sequence

from daicho.documents.core.fields import DocumentFields
from daicho.documents.queries.converted_fields import converted_fields
from daicho.kernel.context import Ctx
from daicho.purchases.kinds import BILL


def fields_of_orders(ctx: Ctx, *, order_ids: Sequence[int]) -> DocumentFields:
    """Return the header of the first order and what is left of all of them.

    Raises NotFound, RuleBroken (4714: an order is not open; 4713: nothing is left of it).
    """
    parts = [converted_fields(ctx, kind=BILL, source_id=order_id) for order_id in order_ids]
    fields = parts[0].copy()
    fields["lines"] = [line for part in parts for line in part["lines"]]
    return fields
