"""Sales returns for tests, made by the real commands."""

from datetime import date
from decimal import Decimal
from typing import Any

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.documents.queries.document_view import document_view
from daicho.kernel.context import Ctx
from daicho.platform.work import reading
from daicho.sales.commands.create_package import create_package
from daicho.sales.commands.create_sales_return import create_sales_return
from daicho.sales.commands.create_shipment import create_shipment
from daicho.sales.commands.mark_invoice_shipped import mark_invoice_shipped
from daicho.sales.kinds import INVOICE, SALES_ORDER
from daicho.stock.commands.create_adjustment import create_adjustment
from tests.build.catalog import make_item
from tests.build.documents import line
from tests.build.sales import make_invoice, make_sales_order


def receive_stock(ctx: Ctx, item_id: int, quantity: int, rate: int, day: date = date(2026, 10, 1)) -> None:
    """Take goods into both stocks at a cost."""
    row: Any = {"item_id": item_id, "quantity": Decimal(quantity), "rate": Decimal(rate)}
    create_adjustment(ctx, fields={"date": day, "reason": "x", "lines": [row]})


def lines_of(ctx: Ctx, kind: Any, document_id: int) -> list[int]:
    """Return the ids of a document's lines."""
    with reading(ctx):
        return [row.line_id for row in document_view(ctx, kind=kind, document_id=document_id).lines]


class Sold:
    """Teas that cost 100 each and left: four with an invoice of their own at 500 each."""

    def __init__(self, ctx: Ctx, quantity: int = 4, **fields: Any) -> None:
        self.ctx, self.tea = ctx, make_item(ctx, "煎茶")
        receive_stock(ctx, self.tea, 10, 100)
        lines = [line(self.tea, quantity, rate=500)]
        self.invoice = make_invoice(ctx, lines=lines, is_open=True, date=date(2026, 10, 3), **fields)
        mark_invoice_shipped(ctx, invoice_id=self.invoice)
        (self.line,) = lines_of(ctx, INVOICE, self.invoice)

    def give_back(self, quantity: object = 0, credit_only: object = 0, **fields: Any) -> int:
        """Return a new return of the invoice, approved unless `fields` say otherwise."""
        row: Any = {
            "source_line_id": self.line,
            "quantity": Decimal(str(quantity)),
            "credit_only": Decimal(str(credit_only)),
        }
        return create_sales_return(self.ctx, invoice_id=self.invoice, fields={"lines": [row], **fields})


class Shipped:
    """Teas that cost 100 each: five ordered at 500 each, four of them packed and shipped."""

    def __init__(self, ctx: Ctx, shipped: int = 4) -> None:
        self.ctx, self.tea = ctx, make_item(ctx, "煎茶")
        receive_stock(ctx, self.tea, 10, 100)
        self.order = make_sales_order(ctx, lines=[line(self.tea, 5, rate=500)])
        change_state(ctx, kind=SALES_ORDER, document_id=self.order, action=Action.OPEN)
        (self.line,) = lines_of(ctx, SALES_ORDER, self.order)
        packed: Any = {"lines": [{"line_id": self.line, "quantity": Decimal(shipped)}]}
        package = create_package(ctx, order_id=self.order, fields=packed)
        left: Any = {"package_ids": [package], "date": date(2026, 10, 3)}
        self.shipment = create_shipment(ctx, fields=left)

    def give_back(self, quantity: object = 0, credit_only: object = 0, **fields: Any) -> int:
        """Return a new return of the order, approved unless `fields` say otherwise."""
        row: Any = {
            "source_line_id": self.line,
            "quantity": Decimal(str(quantity)),
            "credit_only": Decimal(str(credit_only)),
        }
        return create_sales_return(self.ctx, order_id=self.order, fields={"lines": [row], **fields})
