"""What moved in one of the two stocks alone, by the order's line that it belongs to."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from daicho.documents.core.sourcing import Sourcing
from daicho.platform.db.fixed import fixed
from daicho.purchases.models import BillLine, PurchaseOrder, PurchaseReceiveLine, VendorCreditLine
from daicho.reporting.core.bridge import Chain, Flow
from daicho.reporting.queries._conditions import owner
from daicho.reporting.queries._remembered_chains import remembered_chains
from daicho.sales.models import CreditNoteLine, InvoiceLine, KitPart, PackageLine, SalesReturnReceiveLine
from daicho.stock.core.movement import OUTWARD, Stock
from daicho.stock.models import BatchLine, StockEventRow

_SALES = {
    "invoice": (InvoiceLine, ("source_line_id",)),
    "creditnote": (CreditNoteLine, ("source_line__source_line_id", "source_line_id")),
    "shipment": (PackageLine, ("order_line_id",)),
    "salesreturnreceive": (
        SalesReturnReceiveLine,
        (
            "return_line__order_line_id",
            "return_line__invoice_line__source_line_id",
            "return_line__invoice_line_id",
        ),
    ),
}
_PURCHASES = {
    "bill": (BillLine, ("source_line_id",)),
    "vendorcredit": (VendorCreditLine, ("source_line__source_line_id", "source_line_id")),
    "purchasereceive": (PurchaseReceiveLine, ("order_line_id",)),
}
"""Kind of source → its lines (their ids, or those of the parts of their kits or batches, are those of movements), and
where a line names what it was made of."""

_DROPPED = {"bill": "source_line", "vendorcredit": "source_line__source_line"}
"""How lines lead to those of purchase orders whose goods go straight to customers. What is billed of them was shipped
for the line of the sales order, whose chain they belong to."""

_ALONE = Q(stock__in=[Stock.ACCOUNTING, Stock.PHYSICAL])


def moves_alone_after(day: date) -> bool:
    """Return whether something moves in one of both stocks alone after `day`, so that chains are others then."""
    return StockEventRow.objects.filter(_ALONE, day__gt=day, retractions__isnull=True).exists()


def open_chains(day: date, known_at: datetime | None = None, item_id: int | None = None) -> list[Chain]:
    """Return the chains of documents that left both stocks different at the end of `day`. Four statements.

    Movements of both stocks at once (adjustments, goods that came with their bill) have no part in it.
    """
    if known_at is not None:
        return remembered_chains(day, known_at, item_id)
    has_drops = PurchaseOrder.objects.filter(sourcing=Sourcing.DROP_SHIPMENT).exists()
    has_parts = KitPart.objects.values("id").union(BatchLine.objects.values("id")).exists()
    found = _rows(day, item_id, has_parts, has_drops)
    return [
        Chain(item, Flow(flow), line_id, int(physical), int(booked)) for item, flow, line_id, physical, booked in found
    ]


@fixed
def _rows(
    day: date,
    item_id: int | None,
    has_parts: bool,  # noqa: FBT001 (by place)
    has_drops: bool,  # noqa: FBT001
) -> QuerySet[StockEventRow, tuple[Any, ...]]:
    alone = _ALONE & Q(day__lte=day, retractions__isnull=True)
    events = StockEventRow.objects.filter(alone, *([Q(item_id=item_id)] if item_id else []))
    events = events.annotate(owner=owner() if has_parts else F("line_id"))
    way = Case(
        When(kind__in=OUTWARD, then=Value(0) - F("quantity_micro")),
        default=F("quantity_micro"),
        output_field=BigIntegerField(),
    )
    return (
        events.annotate(chain=_chain(has_drops=has_drops), flow=_flow(has_drops=has_drops), moved=way)
        .order_by()
        .values("item_id", "flow", "chain")
        .annotate(
            physical=Coalesce(Sum("moved", filter=Q(stock=Stock.PHYSICAL)), 0),
            accounting=Coalesce(Sum("moved", filter=Q(stock=Stock.ACCOUNTING)), 0),
        )
        .exclude(physical=F("accounting"))
        .values_list("item_id", "flow", "chain", "physical", "accounting")
    )


def _flow(*, has_drops: bool) -> Case:
    whens = [When(_is_dropped(kind), then=Value(Flow.SALE.value)) for kind in _DROPPED if has_drops]
    whens += [
        When(source_kind__in=list(kinds), then=Value(flow.value))
        for kinds, flow in ((_SALES, Flow.SALE), (_PURCHASES, Flow.PURCHASE))
    ]
    return Case(*whens, default=Value(Flow.OTHER.value), output_field=CharField())


def _chain(*, has_drops: bool) -> Case:
    """Return the line at the beginning of a movement's chain: that of the order, else the first document's, its own."""
    whens = [
        When(_is_dropped(kind), then=_named(_PURCHASES[kind][0], [f"{path}__source_line_id"]))
        for kind, path in _DROPPED.items()
        if has_drops
    ]
    whens += [
        When(source_kind=kind, then=Coalesce(_named(table, columns), F("owner")))
        for kind, (table, columns) in (_SALES | _PURCHASES).items()
    ]
    return Case(*whens, default=F("owner"), output_field=BigIntegerField())


def _is_dropped(kind: str) -> Q:
    path = _DROPPED[kind]
    served = {f"{path}__document__sourcing": Sourcing.DROP_SHIPMENT, f"{path}__source_line_id__isnull": False}
    table: Any = _PURCHASES[kind][0]
    return Q(Exists(table.objects.filter(id=OuterRef("owner"), **served)), source_kind=kind)


def _named(table: Any, columns: Iterable[str]) -> Subquery:
    names = [F(column) for column in columns]
    first = Coalesce(*names) if len(names) > 1 else names[0]
    lines = table.objects.filter(id=OuterRef("owner")).annotate(first=first)
    return Subquery(lines.values("first")[:1], output_field=BigIntegerField())
