"""What was ordered, came in, went out and is left of each item (behaviour.md 12, definitions)."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from daicho.catalog.models import Item
from daicho.documents.core.state import WAITING
from daicho.kernel.context import Ctx
from daicho.kernel.errors import invalid
from daicho.kernel.periods import Period
from daicho.kernel.rounding import unscaled
from daicho.kernel.text import noop as _
from daicho.reporting.core.months import Span
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Value, beside, side_by_side
from daicho.reporting.queries._awaited import PURCHASES, SALES, Orders, remembered_orders
from daicho.reporting.queries._conditions import any_of, sum_where, within
from daicho.reporting.queries._remembered import LINES
from daicho.reporting.queries.stock_sums import NOTHING, stock_sums
from daicho.stock.core.approval import State as TransferState
from daicho.stock.core.event import Kind as Way
from daicho.stock.core.movement import Stock
from daicho.stock.models import Location, Retraction, StockEventRow, TransferLine

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
_STOCKS = {"accounting": Stock.ACCOUNTING, "physical": Stock.PHYSICAL}


def inventory_summary(ctx: Ctx, *, parameters: Parameters) -> Report:
    """Return quantities of each tracked item over the days of each period, in the stock that `parameters` names.

    Ordered comes from issued purchase orders, committed from confirmed sales orders, both dated up to the end. What
    goes from location to location is neither in nor out; what is on its way is on nobody's hand (behaviour.md 2.11).
    Raises InvalidInput for a stock other than accounting and physical.
    """
    stock = _STOCKS.get(parameters.stock)
    if stock is None:
        raise invalid("stock", _("Invalid value passed for %(field)s"), {"field": "stock"})
    periods = parameters.periods
    spans = [Span(None, period.end) for period in periods] + [Span(one.start, one.end) for one in periods]
    sums = stock_sums(ctx, spans=spans, stock=stock, known_at=parameters.known_at, at_locations=True)
    on_hand, moved = sums[: len(periods)], sums[len(periods) :]
    between = _between_locations(periods, parameters.known_at)
    ordered, committed = (_open_lines(orders, periods, parameters.known_at) for orders in (PURCHASES, SALES))
    rows: list[dict[str, Value]] = []
    totals = [dict.fromkeys((key for key, _label in _QUANTITIES), 0) for _period in periods]
    for item_id, name in Item.objects.filter(item_type="inventory").order_by("name", "id").values_list("id", "name"):
        figures = []
        for place, total in enumerate(totals):
            flow, held = moved[place].get(item_id, NOTHING), committed[place].get(item_id, 0)
            hand, same = on_hand[place].get(item_id, NOTHING).quantity, between[place].get(item_id, 0)
            amounts = (ordered[place].get(item_id, 0), flow.came - same, flow.went - same, hand, held, hand - held)
            values = dict(zip(total, amounts, strict=True))
            figures.append(values)
            total.update({key: total[key] + value for key, value in values.items()})
        rows.append({"item_id": item_id, "item_name": name, **beside(figures, _units)})
    columns = side_by_side(_COLUMNS, len(periods))
    return Report("inventorysummary", _("Inventory summary"), columns, rows, beside(totals, _units))


def _units(micro: int) -> Decimal:
    return unscaled(micro, 6)


def _between_locations(periods: Sequence[Period], known_at: datetime | None) -> list[dict[int, int]]:
    """Return item → quantity that left one location and came to another within each period."""
    spans = [Span(one.start, one.end) for one in periods]
    if known_at is None:
        sent = [_on_way & within("transfer__date", span) for span in spans]
        arrived = [_arrived & within("transfer__received_on", span) for span in spans]
        sums = _sums(TransferLine.objects.all(), [*sent, *arrived])
    else:
        gone = Retraction.objects.filter(recorded_at__lte=known_at).values("event_id")
        at_places = ~Q(location_id__in=Location.objects.filter(is_transit=True).values("id"))
        known = StockEventRow.objects.filter(at_places, ~Q(id__in=gone), recorded_at__lte=known_at)
        ways = (Way.DEPARTURE, Way.ARRIVAL)
        sums = _sums(known, [Q(kind=way) & within("day", span) for way in ways for span in spans])
    return [
        {item_id: min(left[item_id], came.get(item_id, 0)) for item_id in left}
        for left, came in zip(sums[: len(periods)], sums[len(periods) :], strict=True)
    ]


_on_way = Q(transfer__state__in=[TransferState.IN_TRANSIT, TransferState.TRANSFERRED])
_arrived = Q(transfer__state=TransferState.TRANSFERRED)


def _open_lines(orders: Orders, periods: Sequence[Period], known_at: datetime | None) -> list[dict[int, int]]:
    if known_at is None:
        is_open = Q(document__state__in=WAITING, item__item_type="inventory")
        return _sums(orders.recorded.line.objects.all(), [is_open & Q(document__date__lte=one.end) for one in periods])
    known = remembered_orders(orders, max(period.end for period in periods), known_at)
    found: list[Counter[int]] = [Counter() for _period in periods]
    for order in known:
        for period, sums in zip(periods, found, strict=True):
            if order["date"] <= period.end:
                for line in order[LINES]:
                    sums[line["item_id"] or 0] += line["quantity_micro"]
    return [dict(sums) for sums in found]


def _sums(lines: QuerySet[Any], conditions: Sequence[Q]) -> list[dict[int, int]]:
    """Return item → quantity of the lines that meet each condition, by one statement."""
    sums = {f"sum{place}": sum_where("quantity_micro", condition) for place, condition in enumerate(conditions)}
    rows = lines.filter(any_of(conditions)).values_list("item_id").annotate(**sums).order_by()
    found = [(item_id, quantities) for item_id, *quantities in rows]
    return [{item_id: int(of[place]) for item_id, of in found if of[place]} for place in range(len(conditions))]
