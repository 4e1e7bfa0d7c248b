"""What moved in one of the two stocks alone, by the order's line that it belonged to at a moment in the past."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from daicho.documents.core.sourcing import Sourcing
from daicho.purchases.models import (
    Bill,
    BillLine,
    PurchaseOrder,
    PurchaseOrderLine,
    PurchaseReceive,
    PurchaseReceiveLine,
    VendorCredit,
    VendorCreditLine,
)
from daicho.reporting.core.bridge import Chain, Flow
from daicho.reporting.queries._conditions import owner, sum_where, union_of
from daicho.reporting.queries._remembered import LINES, Recorded, remembered, same
from daicho.sales.models import (
    CreditNote,
    CreditNoteLine,
    Invoice,
    InvoiceLine,
    Package,
    PackageLine,
    SalesReturn,
    SalesReturnLine,
    SalesReturnReceive,
    SalesReturnReceiveLine,
)
from daicho.stock.core.movement import OUTWARD, Stock
from daicho.stock.models import Retraction, StockEventRow

_OF_DOCUMENT = same(["id", "source_line_id"])
_OF_PORTION = {"line_id": "id", "order_line_id": "order_line_id"}
_OF_RETURN = {**_OF_PORTION, "invoice_line_id": "invoice_line_id"}
_OF_RECEIVE = {"line_id": "id", "return_line_id": "return_line_id"}


@dataclass(frozen=True, slots=True)
class _Link:
    """Where lines of a kind of source lead: the values that name a line → the kind of that ("": of an order of `to`).

    Only records with the values of `only` lead anywhere.
    """

    flow: Flow
    recorded: Recorded
    leads: Mapping[str, str]
    only: Mapping[str, str] = field(default_factory=dict)
    to: Flow | None = None


def _link(flow: Flow, leads: Mapping[str, str], *recorded: Any) -> _Link:
    kind, table, *rest = recorded
    return _Link(flow, Recorded(kind, table, {}, *rest), leads)


_LINKS: Mapping[str, _Link] = {
    "invoice": _link(Flow.SALE, {"source_line_id": ""}, "invoice", Invoice, InvoiceLine, _OF_DOCUMENT),
    "creditnote": _link(
        Flow.SALE, {"source_line_id": "invoice"}, "creditnote", CreditNote, CreditNoteLine, _OF_DOCUMENT
    ),
    "shipment": _link(Flow.SALE, {"order_line_id": ""}, "package", Package, PackageLine, _OF_PORTION, "package"),
    "salesreturn": _link(
        Flow.SALE, {"order_line_id": "", "invoice_line_id": "invoice"}, "salesreturn", SalesReturn, SalesReturnLine,
        _OF_RETURN, "sales_return",
    ),
    "salesreturnreceive": _link(
        Flow.SALE, {"return_line_id": "salesreturn"}, "salesreturnreceive", SalesReturnReceive, SalesReturnReceiveLine,
        _OF_RECEIVE, "receive",
    ),
    "bill": _link(Flow.PURCHASE, {"source_line_id": "purchaseorder"}, "bill", Bill, BillLine, _OF_DOCUMENT),
    "vendorcredit": _link(
        Flow.PURCHASE, {"source_line_id": "bill"}, "vendorcredit", VendorCredit, VendorCreditLine, _OF_DOCUMENT
    ),
    "purchasereceive": _link(
        Flow.PURCHASE, {"order_line_id": ""}, "purchasereceive", PurchaseReceive, PurchaseReceiveLine, _OF_PORTION,
        "receive",
    ),
    "purchaseorder": _Link(
        Flow.PURCHASE,
        Recorded("purchaseorder", PurchaseOrder, same(["sourcing"]), PurchaseOrderLine, _OF_DOCUMENT),
        {"source_line_id": ""},
        {"sourcing": Sourcing.DROP_SHIPMENT},
        Flow.SALE,
    ),
}  # fmt: skip


_Named = dict[int, Sequence[int | None]]
"""Line → the lines that it names."""


def remembered_chains(day: date, known_at: datetime, item_id: int | None = None) -> list[Chain]:
    """Return what `open_chains` returns, by what was known then; of one item where it is given.

    Every movement is read with its line, as lines that led to an order then may lead elsewhere now, or be gone.
    """
    gone = Retraction.objects.filter(recorded_at__lte=known_at).values("event_id")
    alone = Q(stock__in=[Stock.ACCOUNTING, Stock.PHYSICAL], day__lte=day, recorded_at__lte=known_at) & ~Q(id__in=gone)
    events = StockEventRow.objects.filter(alone, *([Q(item_id=item_id)] if item_id else []))
    ways = {
        f"{stock.name}_{sign}": sum_where("quantity_micro", Q(stock=stock) & way)
        for stock in (Stock.PHYSICAL, Stock.ACCOUNTING)
        for sign, way in (("in", ~Q(kind__in=OUTWARD)), ("out", Q(kind__in=OUTWARD)))
    }
    rows = events.annotate(of=owner()).order_by().values_list("item_id", "source_kind", "of").annotate(**ways)
    links = _links(known_at)
    sums: dict[tuple[int, Flow, int], list[int]] = defaultdict(lambda: [0, 0])
    for item, kind, line_id, came, went, booked_in, booked_out in rows:
        found = sums[item, *_origin(links, kind, line_id)]
        found[0] += int(came) - int(went)
        found[1] += int(booked_in) - int(booked_out)
    return [Chain(*key, *of) for key, of in sums.items() if of[0] != of[1]]


def _origin(links: Mapping[str, _Named], kind: str, line_id: int) -> tuple[Flow, int]:
    """Return the flow, and the line at the beginning of the chain: that of an order, else the first document's."""
    if kind not in _LINKS:
        return Flow.OTHER, line_id
    link = _LINKS[kind]
    for other, leads in zip(links[kind].get(line_id, ()), link.leads.values(), strict=False):
        if other:
            return _origin(links, leads, other) if leads else (link.to or link.flow, other)
    return link.flow, line_id


def _links(known_at: datetime) -> dict[str, _Named]:
    """Return kind → line → the lines that it named by what was known then. Three statements."""
    arms = [
        link.recorded.line.objects.filter(
            **{f"{link.recorded.owner}__{name}": value for name, value in link.only.items()}
        )
        .annotate(kind=Value(kind, output_field=CharField()), **_named(link))
        .order_by()
        .values_list("kind", "id", "first", "second")
        for kind, link in _LINKS.items()
    ]
    found: dict[str, _Named] = {kind: {} for kind in _LINKS}
    for kind, line_id, *named in union_of(arms):
        found[kind][line_id] = named
    changed = remembered([(link.recorded, Q()) for link in _LINKS.values()], known_at)
    for (kind, link), records in zip(_LINKS.items(), changed, strict=True):
        own = next(name for name, column in link.recorded.line_columns.items() if column == "id")
        for record in records.values():
            leads = all(record[name] == value for name, value in link.only.items())
            names = list(link.leads) if leads else []
            found[kind] |= {line[own]: [line.get(name) for name in names] for line in record[LINES]}
    return found


def _named(link: _Link) -> dict[str, Combinable]:
    """Return the columns by which lines name at most two others."""
    first, *second = (F(link.recorded.line_columns[name]) for name in link.leads)
    return {"first": first, "second": second[0] if second else Cast(Value(None), BigIntegerField())}
