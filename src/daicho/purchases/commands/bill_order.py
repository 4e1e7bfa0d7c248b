"""Make a bill of a purchase order."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from daicho.documents.commands.create_document import create_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.queries.converted_fields import converted_fields
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.purchases.kinds import BILL


def bill_order(
    ctx: Ctx,
    *,
    order_id: int,
    number: str,
    day: date | None = None,
    quantities: Mapping[int, Decimal] | None = None,
    is_open: bool = False,
) -> int:
    """Make a bill of what an issued order has left, or of these quantities of its lines; return its id.

    `number` is the vendor's; `is_open` makes the bill count at once. Raises NotFound, InvalidInput, RuleBroken (4714:
    not issued; 4713: nothing or not so much is left).
    """
    ctx.require("bills.create")
    with unit_of_work(ctx):
        fields = converted_fields(ctx, kind=BILL, source_id=order_id, quantities=quantities)
        own = DocumentFields(number=number, **({"date": day} if day else {}))
        return create_document(ctx, kind=BILL, fields={**fields, **own}, is_open=is_open)
