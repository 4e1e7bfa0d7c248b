"""The progress of order lines, in one statement for the queries of this package."""

from typing import Any

from django.db.models import BigIntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from daicho.documents.core.sourcing import Sourcing
from daicho.documents.core.state import COUNTING
from daicho.purchases.core.fulfilment import Progress
from daicho.purchases.core.receive import State
from daicho.purchases.models import BillLine, PurchaseOrderLine, PurchaseReceiveLine

_COLUMNS = ("id", "item_id", "item__product_type", "quantity_micro", "cancelled_micro")
_DONE = ("received", "in_transit", "billed")


def progress_rows(where: Q) -> list[tuple[int, int | None, Progress]]:
    """Return (order, place, progress) of the order lines that meet `where`, in the order of their orders' lines."""
    arrived = PurchaseReceiveLine.objects.filter(order_line_id=OuterRef("id"))
    asked_for = BillLine.objects.filter(source_line_id=OuterRef("id"), document__state__in=COUNTING)
    rows = PurchaseOrderLine.objects.filter(where).order_by("document_id", "position", "id")
    summed = rows.annotate(
        place=Coalesce("location_id", "document__location_id"),
        arrives=~Q(document__sourcing=Sourcing.DROP_SHIPMENT),
        received=_sum(arrived.filter(receive__state=State.RECEIVED), "order_line_id"),
        in_transit=_sum(arrived.filter(receive__state=State.IN_TRANSIT), "order_line_id"),
        billed=_sum(asked_for, "source_line_id"),
    )
    found = summed.values_list("document_id", "place", "arrives", *_COLUMNS, *_DONE)
    return [
        (order_id, place_id, Progress(line_id, item_id, product_type == "goods" and arrives, ordered, cancelled, *done))
        for order_id, place_id, arrives, line_id, item_id, product_type, ordered, cancelled, *done in found
    ]


def _sum(rows: "QuerySet[Any]", by: str) -> Coalesce:
    """Return the sum of the rows' quantities, which all have the same `by`."""
    sums = rows.order_by().values(by).annotate(total=Sum("quantity_micro")).values("total")
    return Coalesce(Subquery(sums, output_field=BigIntegerField()), Value(0), output_field=BigIntegerField())
