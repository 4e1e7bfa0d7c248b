"""What confirmed sales orders take from the stock available for sale, inside a query of items."""

from typing import Any

from django.db.models import BigIntegerField, F, Func, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest

from daicho.documents.core.state import COUNTING, WAITING
from daicho.kernel.context import Ctx
from daicho.sales.models import InvoiceLine, PackageLine, SalesOrderLine
from daicho.sales.queries._progress import credited_of_line, sum_of


class _PartOf(Func):
    """How much of a component (10^-6) so many kits take, of which one takes so much: `core.kit.Part.of`."""

    template = "DIV(%(expressions)s + 500000, 1000000)"
    arg_joiner = "::numeric * "
    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Return the same without a type that cannot overflow, which SQLite has not."""
        template = "((%(expressions)s + 500000) / 1000000)"
        return super().as_sql(compiler, connection, template=template, arg_joiner=" * ", **extra)


# tidy: allow call-shape: the shape of AvailableStock
def committed_stock(ctx: Ctx, *, physical: bool) -> Combinable:
    """Return what open orders commit, below zero, as an expression of `OuterRef("id")`; see `awaited_shipments`."""
    del ctx  # the organisation is in scope
    return _ordered(physical=physical) + _in_kits(physical=physical)


def _ordered(*, physical: bool) -> Combinable:
    lines = SalesOrderLine.objects.filter(document__state__in=WAITING, item_id=OuterRef("id"))
    if physical:
        return -_summed(lines, "item_id", _to_ship(F("dropped_micro")))
    dropped = F("dropped_micro") - F("drop_billed_micro")
    ordered = _summed(lines, "item_id", F("cancelled_micro") - F("quantity_micro") + dropped)
    invoiced = InvoiceLine.objects.filter(
        source_line__document__state__in=WAITING, source_line__item_id=OuterRef("id"), document__state__in=COUNTING
    )
    return ordered + _summed(invoiced, "source_line__item_id", F("quantity_micro"))


def _in_kits(*, physical: bool) -> Combinable:
    """Return what is still to come of the item in kits, by the recipes of today; each line is rounded by itself."""
    invoiced = InvoiceLine.objects.filter(source_line_id=OuterRef("id"), document__state__in=COUNTING)
    to_invoice = F("quantity_micro") - F("cancelled_micro") - sum_of(invoiced, "source_line_id")
    kits = _to_ship(Value(0)) if physical else to_invoice
    lines = SalesOrderLine.objects.filter(
        document__state__in=WAITING, item__combo_type="kit", item__recipe__item_id=OuterRef("id")
    )
    return -_summed(lines, "item__recipe__item_id", _PartOf(kits, F("item__recipe__quantity_micro")))


def _to_ship(dropped: Combinable) -> Greatest:
    """Return `Progress.to_be_shipped` of an order line of goods."""
    shipped = PackageLine.objects.filter(order_line_id=OuterRef("id"), package__shipment_id__isnull=False)
    gone = sum_of(shipped, "order_line_id") + credited_of_line() + dropped
    return Greatest(F("quantity_micro") - F("cancelled_micro") - gone, Value(0))


def _summed(rows: "QuerySet[Any]", by: str, quantity: Combinable) -> Coalesce:
    sums = rows.values(by).order_by().annotate(summed=Sum(quantity)).values("summed")
    return Coalesce(Subquery(sums), 0)
