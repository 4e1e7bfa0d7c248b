"""What was ordered, came in, went out and is left of each item (behaviour.md 12, definitions)."""

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Q, Sum

from daicho.catalog.models import Item
from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.kernel.errors import invalid
from daicho.kernel.rounding import unscaled
from daicho.kernel.text import noop as _
from daicho.purchases.models import PurchaseOrderLine
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Value
from daicho.sales.models import SalesOrderLine
from daicho.stock.core.event import Kind as EventKind
from daicho.stock.core.movement import BETWEEN_LOCATIONS, Stock
from daicho.stock.models import StockEventRow

_QUANTITIES = (
    ("quantity_ordered", _("Quantity ordered")),
    ("quantity_in", _("Quantity in")),
    ("quantity_out", _("Quantity out")),
    ("stock_on_hand", _("Stock on hand")),
    ("committed_stock", _("Committed stock")),
    ("available_for_sale", _("Available for sale")),
)
_COLUMNS = (
    Column("item_id", _("Item ID"), Kind.ID),
    Column("item_name", _("Item")),
    *(Column(key, label, Kind.QUANTITY) for key, label in _QUANTITIES),
)
_WENT = frozenset({EventKind.OUTFLOW, EventKind.ARRIVAL})
"""Kinds that lower the stock on hand: an arrival among the goods in transit does."""

_STOCKS = {"accounting": Stock.ACCOUNTING, "physical": Stock.PHYSICAL}


def inventory_summary(ctx: Ctx, *, parameters: Parameters) -> Report:
    """Return quantities of each tracked item over the days of `parameters`, in the stock that it names.

    Ordered comes from issued purchase orders, committed from confirmed sales orders, both dated up to the end.
    Raises InvalidInput for a stock other than accounting and physical.
    """
    del ctx  # the organisation is in scope
    stock = _STOCKS.get(parameters.stock)
    if stock is None:
        raise invalid("stock", _("Invalid value passed for %(field)s"), {"field": "stock"})
    moved = _moved(stock, parameters.start, parameters.end)
    before = _moved(stock, None, parameters.start - timedelta(days=1))
    ordered = _open_lines(PurchaseOrderLine, parameters.end)
    committed = _open_lines(SalesOrderLine, parameters.end)
    rows: list[dict[str, Value]] = []
    totals = dict.fromkeys((key for key, _label in _QUANTITIES), 0)
    names = Item.objects.filter(item_type="inventory").order_by("name", "id").values_list("id", "name")
    for item_id, name in names:
        came, went = moved[item_id]
        on_hand = before[item_id][0] - before[item_id][1] + came - went
        held = committed.get(item_id, 0)
        figures = (ordered.get(item_id, 0), came, went, on_hand, held, on_hand - held)
        values = dict(zip(totals, figures, strict=True))
        rows.append({"item_id": item_id, "item_name": name, **{k: unscaled(v, 6) for k, v in values.items()}})
        totals = {key: totals[key] + value for key, value in values.items()}
    return Report(
        "inventorysummary",
        _("Inventory summary"),
        _COLUMNS,
        rows,
        {key: unscaled(value, 6) for key, value in totals.items()},
    )


def _moved(stock: Stock, start: date | None, end: date) -> dict[int, tuple[int, int]]:
    """Return item → (in, out) of the movements that count; opening stock before everything is in.

    What goes from location to location is neither; what is on its way is on nobody's hand (behaviour.md 2.11).
    """
    period = Q(day__lte=end) & (Q(day__gte=start) if start else Q())
    counted = ~Q(kind__in=BETWEEN_LOCATIONS) | Q(location__is_transit=True)
    rows = StockEventRow.objects.filter(period, counted, retractions__isnull=True, stock__in=[stock, Stock.BOTH])
    sums: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for item_id, kind, quantity in rows.values_list("item_id", "kind").annotate(Sum("quantity_micro")).order_by():
        came, went = sums[item_id]
        sums[item_id] = (came, went + quantity) if kind in _WENT else (came + quantity, went)
    return sums


def _open_lines(model: type[PurchaseOrderLine] | type[SalesOrderLine], end: date) -> dict[int, int]:
    rows = model.objects.filter(document__state=State.OPEN, document__date__lte=end, item__item_type="inventory")
    sums = rows.values_list("item_id").annotate(Sum("quantity_micro")).order_by()
    return dict(sums)
