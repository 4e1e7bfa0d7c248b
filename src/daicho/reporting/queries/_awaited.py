"""Lines of open orders, and what they still wait for, now or as it was known at a moment."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, Sum

from daicho.catalog.models import Item
from daicho.documents.core.state import COUNTING, State
from daicho.purchases.core.fulfilment import Progress as Buying
from daicho.purchases.core.receive import State as ReceiveState
from daicho.purchases.models import (
    Bill,
    BillLine,
    PurchaseOrder,
    PurchaseOrderLine,
    PurchaseReceive,
    PurchaseReceiveLine,
)
from daicho.purchases.queries import _progress as purchases_progress
from daicho.reporting.core.remembered import Values
from daicho.reporting.queries._remembered import LINES, Recorded, same
from daicho.sales.core.fulfilment import Progress as Selling
from daicho.sales.models import Invoice, InvoiceLine, Package, PackageLine, SalesOrder, SalesOrderLine
from daicho.sales.queries import _progress as sales_progress

HEADER = ("date", "due", "number", "contact_id")
_ORDER_LINE = ("id", "item_id", "quantity_micro", "cancelled_micro")
_PAPER_LINE = ("id", "source_line_id", "quantity_micro")
_PORTION = {"line_id": "id", "order_line_id": "order_line_id", "quantity": "quantity_micro"}


@dataclass(frozen=True, slots=True)
class Taking:
    """What takes quantities of order lines: `line` and `quantity` are values of its lines, as the trail names them.

    `now` is the condition on lines that count, `then` asks the same of the values of a record.
    """

    recorded: Recorded
    line: str
    quantity: str
    now: Q
    then: Callable[[Values], bool]

    def taken(self, known_at: datetime) -> Counter[int]:
        """Return order line → quantity that was taken of it by what was known then (10^-6)."""
        names = self.recorded.line_columns
        rows = self.recorded.line.objects.filter(self.recorded.untouched(known_at), self.now)
        sums = rows.order_by().values_list(names[self.line]).annotate(sum=Sum(names[self.quantity]))
        found = Counter({line_id: int(quantity) for line_id, quantity in sums if line_id})
        for record in self.recorded.touched(known_at).values():
            if self.then(record):
                found.update({line[self.line]: line[self.quantity] for line in record[LINES] if line[self.line]})
        return found


@dataclass(frozen=True, slots=True)
class Orders:
    """One kind of orders: its name as a source, its table, and what its lines wait for, as the wire names it.

    `takings`: what fulfils them, by the names that `shape` (the progress of a line) gives to it.
    """

    recorded: Recorded
    progress: Callable[[Q], list[Any]]
    keys: tuple[str, str]
    shape: Callable[..., Any]
    takings: Mapping[str, Taking]

    def rest(self, line: Any) -> tuple[int, int]:
        """Return what a line still waits for, in 10^-6 units, in the order of `keys`."""
        goods, papers = (getattr(line, key) for key in self.keys)
        return goods, papers


def _papers(kind: str, table: Any, line: Any) -> Taking:
    recorded = Recorded(kind, table, same(["state"]), line, same(_PAPER_LINE))
    counts = Q(document__state__in=COUNTING)
    return Taking(recorded, "source_line_id", "quantity_micro", counts, lambda record: record["state"] in COUNTING)


SALES = Orders(
    Recorded("salesorder", SalesOrder, same((*HEADER, "state")), SalesOrderLine, same(_ORDER_LINE)),
    sales_progress.progress_rows,
    ("to_be_shipped", "to_be_invoiced"),
    Selling,
    {
        "shipped": Taking(
            Recorded("package", Package, {"shipment": "shipment__number"}, PackageLine, _PORTION, "package"),
            "order_line_id",
            "quantity",
            Q(package__shipment__isnull=False),
            lambda record: bool(record.get("shipment")),
        ),
        "invoiced": _papers("invoice", Invoice, InvoiceLine),
    },
)
PURCHASES = Orders(
    Recorded("purchaseorder", PurchaseOrder, same((*HEADER, "state")), PurchaseOrderLine, same(_ORDER_LINE)),
    purchases_progress.progress_rows,
    ("to_be_received", "to_be_billed"),
    Buying,
    {
        "received": Taking(
            Recorded("purchasereceive", PurchaseReceive, same(["state"]), PurchaseReceiveLine, _PORTION, "receive"),
            "order_line_id",
            "quantity",
            Q(receive__state=ReceiveState.RECEIVED),
            lambda record: record["state"] == ReceiveState.RECEIVED,
        ),
        "billed": _papers("bill", Bill, BillLine),
    },
)


def awaited_lines(
    orders: Orders, day: date, *, item_id: int | None = None, known_at: datetime | None = None
) -> list[tuple[Values, Any]]:
    """Return (order, progress) of the lines of orders that are open and dated until `day`; of one item where given.

    With `known_at`, of those that were open by what was known then. The order has its `HEADER`, and its id.
    """
    if known_at is not None:
        return _known(orders, day, item_id, known_at)
    is_open = Q(document__state=State.OPEN, document__date__lte=day)
    where = Q(item_id=item_id) if item_id else Q(item_id__isnull=False)
    found = [(row[0], row[-1]) for row in orders.progress(is_open & where)]
    found = [(order_id, line) for order_id, line in found if any(orders.rest(line))]
    headers = orders.recorded.table.objects.filter(id__in={order_id for order_id, _line in found}).values("id", *HEADER)
    by_id = {header["id"]: header for header in headers}
    return [(by_id[order_id], line) for order_id, line in found]


def remembered_orders(orders: Orders, day: date, known_at: datetime) -> list[Values]:
    """Return the orders with their lines that were open by what was known then, dated until `day`."""
    found = orders.recorded.touched(known_at, Q(state=State.OPEN, date__lte=day)).values()
    return [order for order in found if order["state"] == State.OPEN and order["date"] <= day]


def _known(orders: Orders, day: date, item_id: int | None, known_at: datetime) -> list[tuple[Values, Any]]:
    lines = [
        (order, line)
        for order in remembered_orders(orders, day, known_at)
        for line in order[LINES]
        if line["item_id"] and item_id in {None, line["item_id"]}
    ]
    ids = {line["item_id"] for _order, line in lines}
    types = dict(Item.objects.filter(id__in=ids).values_list("id", "product_type"))
    done = {name: taking.taken(known_at) for name, taking in orders.takings.items()}
    found = [
        (
            order,
            orders.shape(
                line["id"],
                line["item_id"],
                types[line["item_id"]] == "goods",
                line["quantity_micro"],
                line["cancelled_micro"],
                **{name: taken[line["id"]] for name, taken in done.items()},
            ),
        )
        for order, line in lines
    ]
    return [(order, line) for order, line in found if any(orders.rest(line))]
