"""What moved in one of the two stocks alone, by the order's line that it belonged to at a moment in the past."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from daicho.purchases.models import (
    Bill,
    BillLine,
    PurchaseReceive,
    PurchaseReceiveLine,
    VendorCredit,
    VendorCreditLine,
)
from daicho.reporting.core.bridge import Chain, Flow
from daicho.reporting.queries._conditions import sum_where
from daicho.reporting.queries._remembered import LINES, Recorded, same
from daicho.sales.models import (
    CreditNote,
    CreditNoteLine,
    Invoice,
    InvoiceLine,
    KitPart,
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
    """Where lines of a kind of source lead: the values that name a line → the kind of that ("": of an order)."""

    flow: Flow
    recorded: Recorded
    leads: Mapping[str, str]


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
    "bill": _link(Flow.PURCHASE, {"source_line_id": ""}, "bill", Bill, BillLine, _OF_DOCUMENT),
    "vendorcredit": _link(
        Flow.PURCHASE, {"source_line_id": "bill"}, "vendorcredit", VendorCredit, VendorCreditLine, _OF_DOCUMENT
    ),
    "purchasereceive": _link(
        Flow.PURCHASE, {"order_line_id": ""}, "purchasereceive", PurchaseReceive, PurchaseReceiveLine, _OF_PORTION,
        "receive",
    ),
}  # fmt: skip


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
    rows = events.order_by().values_list("item_id", "source_kind", "line_id").annotate(**ways)
    kits = dict(KitPart.objects.filter(id__in=events.values("line_id")).values_list("id", "line_id"))
    origins = _Origins(known_at)
    sums: dict[tuple[int, Flow, int], list[int]] = defaultdict(lambda: [0, 0])
    for item, kind, line_id, came, went, booked_in, booked_out in rows:
        flow = _LINKS[kind].flow if kind in _LINKS else Flow.OTHER
        found = sums[item, flow, origins.of(kind, kits.get(line_id, line_id))]
        found[0] += int(came) - int(went)
        found[1] += int(booked_in) - int(booked_out)
    return [Chain(*key, *of) for key, of in sums.items() if of[0] != of[1]]


class _Origins:
    """Where lines led by what was known at a moment; each kind of record is read when it is first asked for."""

    def __init__(self, known_at: datetime) -> None:
        self.known_at = known_at
        self.links: dict[str, dict[int, tuple[int | None, ...]]] = {}

    def of(self, kind: str, line_id: int) -> int:
        """Return the line at the beginning of the chain: that of an order, else the first document's."""
        if kind not in _LINKS:
            return line_id
        if kind not in self.links:
            self.links[kind] = self._read(_LINKS[kind])
        named = self.links[kind].get(line_id, ())
        for other, leads in zip(named, _LINKS[kind].leads.values(), strict=False):
            if other:
                return self.of(leads, other)
        return line_id

    def _read(self, link: _Link) -> dict[int, tuple[int | None, ...]]:
        """Return line → the lines that it names."""
        recorded = link.recorded
        columns = [recorded.line_columns[name] for name in link.leads]
        found = {line_id: tuple(named) for line_id, *named in recorded.line.objects.values_list("id", *columns)}
        own = next(name for name, column in recorded.line_columns.items() if column == "id")
        for record in recorded.touched(self.known_at).values():
            found |= {line[own]: tuple(line.get(name) for name in link.leads) for line in record[LINES]}
        return found
