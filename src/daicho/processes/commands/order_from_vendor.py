"""Order from a vendor what a sales order lacks."""

from collections.abc import Sequence
from datetime import date

from daicho.documents.commands.create_document import create_document
from daicho.documents.core.fields import DocumentFields, LineFields
from daicho.documents.core.portion import PortionFields
from daicho.documents.core.sourcing import Sourcing
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.sales.queries.sourceable_order import sourceable_order


def order_from_vendor(
    ctx: Ctx, *, order_id: int, sourcing: Sourcing, vendor_id: int, day: date, lines: Sequence[PortionFields]
) -> int:
    """Make a draft purchase order of these quantities of the sales order's lines; return its id.

    Prices are those of the items. Raises NotFound, and what `create_document` raises for a purchase order that serves a
    sales order (`queries/filled_sourcing.py`, `sales/commands/keep_sourced.py`).
    """
    ctx.require("purchaseorders.create")
    with unit_of_work(ctx):
        items = {line.line_id: line.item_id for line in sourceable_order(ctx, order_id=order_id).lines}
        rows = [
            LineFields(item_id=items.get(line["line_id"]), quantity=line["quantity"], source_line_id=line["line_id"])
            for line in lines
        ]
        fields = DocumentFields(contact_id=vendor_id, date=day, source_id=order_id, sourcing=sourcing, lines=rows)
        return create_document(ctx, kind=PURCHASE_ORDER, fields=fields)
