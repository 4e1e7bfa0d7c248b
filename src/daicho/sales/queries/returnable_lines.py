"""The lines of an order or an invoice whose goods can come back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from daicho.kernel.context import Ctx
from daicho.sales.core.sales_return import left_to_return
from daicho.sales.models import InvoiceLine, SalesOrderLine
from daicho.sales.queries.returned_quantities import returned_quantities
from daicho.sales.queries.shipped_quantities import shipped_quantities

_COLUMNS = ("id", "item_id", "name", "description", "unit", "position")


@dataclass(frozen=True, slots=True)
class ReturnableLine:
    """A line with goods: one of `order_line_id` and `invoice_line_id` names where they left. Quantities in 10^-6.

    `own_line_id` is the line of the invoice where the return is made from one, else that of the order.
    """

    own_line_id: int
    order_line_id: int | None
    invoice_line_id: int | None
    item_id: int
    name: str
    description: str
    unit: str
    shipped: int
    left: int

    @property
    def source_line_id(self) -> int:
        """The line by which the goods left."""
        return self.order_line_id or self.invoice_line_id or 0


def returnable_lines(
    ctx: Ctx, *, order_id: int | None = None, invoice_id: int | None = None, but_of: int = 0
) -> Sequence[ReturnableLine]:
    """Return the goods of an invoice, else of an order, with what was shipped and is on no other return.

    Goods of an invoice that was made of an order left by the order's shipments. The return `but_of` is left out.
    """
    found = [*_of_invoice(invoice_id)] if invoice_id else [*_of_order(order_id)]
    sources = [order_line or line_id for order_line, line_id, *_rest in found]
    shipped = shipped_quantities(ctx, line_ids=sources) if sources else {}
    left = left_to_return(shipped, returned_quantities(ctx, line_ids=sources, but_of=but_of) if sources else {})
    lines: dict[int, ReturnableLine] = {}
    for (order_line, line_id, item_id, name, description, unit, _position), source in zip(found, sources, strict=True):
        own = None if order_line else line_id
        texts = (item_id, name, description, unit)
        lines.setdefault(source, ReturnableLine(line_id, order_line, own, *texts, shipped[source], left[source]))
    return list(lines.values())


def _of_order(order_id: int | None) -> Any:
    rows = SalesOrderLine.objects.filter(document_id=order_id, item__product_type="goods")
    return ((row[0], *row) for row in rows.order_by("position", "id").values_list(*_COLUMNS))


def _of_invoice(invoice_id: int) -> Any:
    rows = InvoiceLine.objects.filter(document_id=invoice_id, item__product_type="goods")
    return rows.order_by("position", "id").values_list("source_line_id", *_COLUMNS)
