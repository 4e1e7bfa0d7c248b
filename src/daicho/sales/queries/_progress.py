"""The progress of order lines, in one statement for the queries of this package."""

from operator import itemgetter
from typing import Any

from django.db.models import BigIntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from daicho.documents.core.state import COUNTING
from daicho.sales.core.fulfilment import Progress
from daicho.sales.models import CreditNoteLine, InvoiceLine, PackageLine, SalesOrderLine

_COLUMNS = ("id", "item_id", "item__product_type", "quantity_micro", "cancelled_micro")
_DONE = ("packed", "shipped", "invoiced")
_LAST = ("backordered_micro", "backorder_billed_micro", "dropped_micro", "drop_billed_micro", "credited")


def progress_rows(where: Q) -> list[tuple[int, int | None, Progress]]:
    """Return (order, place, progress) of the order lines that meet `where`, in the order of their orders' lines.

    The place is the location where the line's goods leave, None for the primary one.
    """
    packed = PackageLine.objects.filter(order_line_id=OuterRef("id"))
    asked_for = InvoiceLine.objects.filter(source_line_id=OuterRef("id"), document__state__in=COUNTING)
    summed = SalesOrderLine.objects.filter(where).annotate(
        packed=sum_of(packed, "order_line_id"),
        shipped=sum_of(packed.filter(package__shipment_id__isnull=False), "order_line_id"),
        invoiced=sum_of(asked_for, "source_line_id"),
        credited=credited_of_line(),
    )
    place = Coalesce("location_id", "document__location_id")
    # Sorted here: asked for this order, SQLite walks all lines of the organisation instead of those that are wanted.
    columns = (*_COLUMNS, *_DONE, "item__combo_type", *_LAST)
    rows = summed.values_list("document_id", "position", "id", place, *columns)
    return [(row[0], row[3], _progress(*row[4:])) for row in sorted(rows, key=itemgetter(0, 1, 2))]


def _progress(line_id: int, item_id: int | None, product_type: str | None, *values: Any) -> Progress:
    *numbers, combo_type = values[: -len(_LAST)]
    last = values[-len(_LAST) :]
    is_goods, is_kit = product_type == "goods", combo_type == "kit"
    return Progress(line_id, item_id, is_goods, *numbers, is_kit, *last)  # type: ignore[call-arg]


def credited_of_line() -> Coalesce:
    """Return what credit notes of no return take back of what was invoiced of an order line, `OuterRef("id")`."""
    of_line = Q(source_line__source_line_id=OuterRef("id"), document__state__in=COUNTING)
    taken_back = CreditNoteLine.objects.filter(of_line, ~Q(is_credit_only=True), return_line_id__isnull=True)
    return sum_of(taken_back, "source_line__source_line_id")


def sum_of(rows: "QuerySet[Any]", by: str, column: str = "quantity_micro") -> Coalesce:
    """Return the sum of the rows' quantities, or of another column, which all have the same `by`."""
    sums = rows.order_by().values(by).annotate(total=Sum(column)).values("total")
    return Coalesce(Subquery(sums, output_field=BigIntegerField()), Value(0), output_field=BigIntegerField())
