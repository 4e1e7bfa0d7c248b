"""Lines of open orders, and what they still wait for, now or as it was known at a moment."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet, Sum, Value

from daicho.catalog.models import Item
from daicho.documents.core.sourcing import Sourcing
from daicho.documents.core.state import COUNTING, WAITING, State
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
from daicho.reporting.queries._conditions import union_of
from daicho.reporting.queries._remembered import LINES, Recorded, remembered, same
from daicho.sales.core.fulfilment import Progress as Selling
from daicho.sales.models import (
    CreditNote,
    CreditNoteLine,
    Invoice,
    InvoiceLine,
    Package,
    PackageLine,
    SalesOrder,
    SalesOrderLine,
)
from daicho.sales.queries import _progress as sales_progress

HEADER = ("date", "due", "number", "contact_id")
_ORDER_LINE = ("id", "item_id", "quantity_micro", "cancelled_micro")
_PAPER_LINE = ("id", "source_line_id", "quantity_micro")
_OF_RETURNS = ("is_credit_only", "return_line_id")
_PORTION = {"line_id": "id", "order_line_id": "order_line_id", "quantity": "quantity_micro"}


@dataclass(frozen=True, slots=True)
class Taking:
    """What takes quantities of order lines: `line` and `quantity` are values of its lines, as the trail names them.

    `now` is the condition on lines that count, `then` asks the same of the values of a record, `of_line` of its lines'.
    `made_from`: the table of the lines that `line` names where they are not the orders' own, but made from them.
    """

    recorded: Recorded
    line: str
    quantity: str
    now: Q
    then: Callable[[Values], bool]
    of_line: Callable[[Values], bool] = bool
    made_from: Any = None

    def untouched(self, place: int, known_at: datetime) -> QuerySet[Any, Any]:
        """Return rows of place, order line, quantity that records took which nobody touched since (10^-6)."""
        names = self.recorded.line_columns
        rows = self.recorded.line.objects.filter(self.recorded.untouched(known_at), self.now).order_by()
        of_order = "source_line__source_line_id" if self.made_from else names[self.line]
        placed = rows.annotate(place=Value(place), taken_of=F(of_order)).values_list("place", "taken_of")
        summed: QuerySet[Any, Any] = placed.annotate(sum=Sum(names[self.quantity]))
        return summed

    def touched(self, records: Iterable[Values]) -> Counter[int]:
        """Return order line → quantity that was taken of it by records as they were (10^-6)."""
        found: Counter[int] = Counter()
        for record in records:
            if self.then(record):
                lines = [line for line in record[LINES] if line[self.line] and self.of_line(line)]
                found.update({line[self.line]: line[self.quantity] for line in lines})
        return self._of_orders(found) if self.made_from and found else found

    def _of_orders(self, taken: Counter[int]) -> Counter[int]:
        found: Counter[int] = Counter()
        made = self.made_from.objects.filter(id__in=taken, source_line_id__isnull=False)
        for line_id, order_line_id in made.values_list("id", "source_line_id"):
            found[order_line_id] += taken[line_id]
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
        "credited": Taking(
            Recorded("creditnote", CreditNote, same(["state"]), CreditNoteLine, same((*_PAPER_LINE, *_OF_RETURNS))),
            "source_line_id",
            "quantity_micro",
            Q(document__state__in=COUNTING, return_line_id__isnull=True) & ~Q(is_credit_only=True),
            lambda record: record["state"] in COUNTING,
            lambda line: not any(line.get(name) for name in _OF_RETURNS),
            InvoiceLine,
        ),
        "dropped": Taking(
            Recorded("purchaseorder", PurchaseOrder, same(["state", "sourcing"]), PurchaseOrderLine, same(_PAPER_LINE)),
            "source_line_id",
            "quantity_micro",
            Q(document__sourcing=Sourcing.DROP_SHIPMENT) & ~Q(document__state=State.CANCELLED),
            lambda record: record["sourcing"] == Sourcing.DROP_SHIPMENT and record["state"] != State.CANCELLED,
        ),
    },
)
PURCHASES = Orders(
    Recorded(
        "purchaseorder", PurchaseOrder, same((*HEADER, "state", "sourcing")), PurchaseOrderLine, same(_ORDER_LINE)
    ),
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


Awaited = list[tuple[Values, Any]]


def awaited_lines(
    sides: Sequence[Orders], day: date, *, item_id: int | None = None, known_at: datetime | None = None
) -> list[Awaited]:
    """Return (order, progress) of the lines of orders that are open and dated until `day`, for each of `sides`.

    Of one item where it is given; with `known_at`, of those that were open by what was known then. The order has its
    `HEADER`, and its id.
    """
    if known_at is not None:
        return _known(sides, day, item_id, known_at)
    return [_now(orders, day, item_id) for orders in sides]


def remembered_orders(orders: Orders, day: date, known_at: datetime) -> list[Values]:
    """Return the orders with their lines that were open by what was known then, dated until `day`."""
    (found,) = remembered([(orders.recorded, _waiting(day))], known_at)
    return _open(found, day)


def _waiting(day: date) -> Q:
    return Q(state__in=WAITING, date__lte=day)


def _open(records: Mapping[int, Values], day: date) -> list[Values]:
    return [order for order in records.values() if order["state"] in WAITING and order["date"] <= day]


def _now(orders: Orders, day: date, item_id: int | None) -> Awaited:
    is_open = Q(document__state__in=WAITING, document__date__lte=day)
    where = Q(item_id=item_id) if item_id else Q(item_id__isnull=False)
    found = [(row[0], row[-1]) for row in orders.progress(is_open & where)]
    found = [(order_id, line) for order_id, line in found if any(orders.rest(line))]
    headers = orders.recorded.table.objects.filter(id__in={order_id for order_id, _line in found}).values("id", *HEADER)
    by_id = {header["id"]: header for header in headers}
    return [(by_id[order_id], line) for order_id, line in found]


def _known(sides: Sequence[Orders], day: date, item_id: int | None, known_at: datetime) -> list[Awaited]:
    """Return the lines as they were known. Four statements: what was touched, what else took of orders, items."""
    takings = [taking for orders in sides for taking in orders.takings.values()]
    ordered = [(orders.recorded, _waiting(day)) for orders in sides]
    found = remembered([*ordered, *((taking.recorded, Q()) for taking in takings)], known_at)
    taken = [taking.touched(one.values()) for taking, one in zip(takings, found[len(sides) :], strict=True)]
    for place, line_id, quantity in union_of([one.untouched(place, known_at) for place, one in enumerate(takings)]):
        if line_id:
            taken[place][line_id] += int(quantity)
    lines = [
        [
            (order, line)
            for order in _open(records, day)
            for line in order[LINES]
            if line["item_id"] and item_id in {None, line["item_id"]}
        ]
        for records in found[: len(sides)]
    ]
    ids = {line["item_id"] for of_side in lines for _order, line in of_side}
    types = dict(Item.objects.filter(id__in=ids).values_list("id", "product_type"))
    rest = iter(taken)
    return [
        _shaped(orders, of_side, types, {name: next(rest) for name in orders.takings})
        for orders, of_side in zip(sides, lines, strict=True)
    ]


def _shaped(orders: Orders, lines: Awaited, types: Mapping[int, str], done: Mapping[str, Counter[int]]) -> Awaited:
    found = [
        (
            order,
            orders.shape(
                line["id"],
                line["item_id"],
                types[line["item_id"]] == "goods" and order.get("sourcing") != Sourcing.DROP_SHIPMENT,
                line["quantity_micro"],
                line["cancelled_micro"],
                **{name: taken[line["id"]] for name, taken in done.items()},
            ),
        )
        for order, line in lines
    ]
    return [(order, line) for order, line in found if any(orders.rest(line))]
