"""Say of an invoice that it invoices a sales order."""

from typing import Any

from daicho.documents.commands.locks import locked_header
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.fields import LineFields
from daicho.documents.queries.left_quantities import left_quantities
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work
from daicho.sales.core.rules import HAS_ORDER, NO_SUCH_ORDER, NOT_OF_ORDER
from daicho.sales.kinds import INVOICE
from daicho.sales.models import InvoiceLine, SalesOrder, SalesOrderLine


def map_invoice_to_order(ctx: Ctx, *, invoice_id: int) -> int:
    """Let the lines of an invoice be lines of the order whose number is the invoice's reference; return the order.

    Each line with an item takes a line of the order with that item and enough left. Raises NotFound, RuleBroken (4840:
    no such order of the customer; 4841: the order has not what is invoiced; 4803: its goods left without an order;
    4714: the order is not open).
    """
    ctx.require("invoices.edit")
    with unit_of_work(ctx):
        invoice = locked_header(INVOICE, invoice_id)
        if invoice.is_shipped:
            raise RuleBroken(HAS_ORDER, _("The goods of %(number)s left without an order."), {"number": invoice.number})
        order_id = SalesOrder.objects.filter(number=invoice.reference, contact_id=invoice.contact_id).values_list("id")
        found = order_id.first() if invoice.reference else None
        if found is None:
            message = _("The customer has no sales order %(reference)s, which is the reference of %(number)s.")
            raise RuleBroken(NO_SUCH_ORDER, message, {"reference": invoice.reference, "number": invoice.number})
        lines = _linked(ctx, invoice, found[0])
        update_document(ctx, kind=INVOICE, document_id=invoice_id, fields={"lines": lines})
    return int(found[0])


def _linked(ctx: Ctx, invoice: Any, order_id: int) -> list[LineFields]:
    """Return all lines of the invoice, each with the order's line that it takes; refuse what the order has not left."""
    columns = ("id", "item_id", "quantity_micro")
    ordered = list(SalesOrderLine.objects.filter(document_id=order_id).order_by("position", "id").values_list(*columns))
    left = left_quantities(ctx, kind=INVOICE, source_line_ids=[row[0] for row in ordered], but_of=invoice.id)
    lines: list[LineFields] = []
    rows = InvoiceLine.objects.filter(document_id=invoice.id).order_by("position", "id").values_list(*columns, "name")
    for line_id, item_id, quantity, name in rows:
        line: LineFields = {"line_id": line_id}
        if item_id:
            source = next((row[0] for row in ordered if row[1] == item_id and left[row[0]] >= quantity), None)
            if source is None:
                raise RuleBroken(NOT_OF_ORDER, _("The order has not so much of %(name)s left."), {"name": name})
            left[source] -= quantity
            line["source_line_id"] = source
        lines.append(line)
    if not any("source_line_id" in line for line in lines):
        raise RuleBroken(NOT_OF_ORDER, _("No item of %(number)s was ordered."), {"number": invoice.number})
    return lines
