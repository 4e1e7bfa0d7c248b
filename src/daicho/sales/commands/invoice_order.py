"""Make an invoice of a sales order."""

from collections.abc import Mapping
from decimal import Decimal

from daicho.documents.commands.create_document import create_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.queries.converted_fields import converted_fields
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.sales.kinds import INVOICE


def invoice_order(
    ctx: Ctx,
    *,
    order_id: int,
    quantities: Mapping[int, Decimal] | None = None,
    fields: DocumentFields | None = None,
    is_open: bool = False,
) -> int:
    """Make an invoice of what an order has left, or of these quantities of its lines; return its id.

    `fields` replace what is copied; `is_open` makes it count at once. Raises NotFound, RuleBroken (4713, 4714).
    """
    ctx.require("invoices.create")
    with unit_of_work(ctx):
        copied = converted_fields(ctx, kind=INVOICE, source_id=order_id, quantities=quantities)
        return create_document(ctx, kind=INVOICE, fields={**copied, **(fields or {})}, is_open=is_open)
