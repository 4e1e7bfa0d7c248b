"""Sums of stock by item over days, now or as they were known at a moment."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Value

from daicho.kernel.context import Ctx
from daicho.reporting.core.months import Span, broken_days, cover
from daicho.reporting.queries._conditions import any_of, sum_where, union_of, within
from daicho.stock.core.movement import OUTWARD, Stock
from daicho.stock.models import Location, Retraction, StockEventRow, StockTotal, StockValue


@dataclass(frozen=True, slots=True)
class Moved:
    """What came and went, in 10^-6 units, and the change of value in minor units of the base currency."""

    came: int = 0
    went: int = 0
    value: int = 0

    @property
    def quantity(self) -> int:
        """What came less what went."""
        return self.came - self.went

    def plus(self, other: "Moved", sign: int) -> "Moved":
        """Return the sum with another, or (−1) the difference."""
        return Moved(self.came + sign * other.came, self.went + sign * other.went, self.value + sign * other.value)


NOTHING = Moved()
Sums = dict[int, Moved]


def stock_sums(
    ctx: Ctx,
    *,
    spans: Sequence[Span],
    stock: Stock = Stock.ACCOUNTING,
    known_at: datetime | None = None,
    with_value: bool = False,
    at_locations: bool = False,
) -> list[Sums]:
    """Return item id → what moved in each of `spans`. At most four statements, however many spans there are.

    Whole months come from the monthly sums; what was known at a moment in the past is summed from the rows.
    `at_locations` leaves out goods in transit. Between two locations quantities count as out and as in.
    """
    del ctx  # the organisation is in scope
    here = ~Q(location_id__in=Location.objects.filter(is_transit=True).values("id")) if at_locations else Q()
    if known_at is not None:
        return _known(spans, known_at, here & _of(stock))
    covers = [cover(span) for span in spans]
    periods = broken_days(covers)
    arms = [
        arm
        for place, period in enumerate(periods)
        for arm in _arms(place, Q(day__gte=period.start, day__lte=period.end), here, stock, with_value=with_value)
    ]
    days = _added((union_of(arms) if arms else ()), len(periods))
    result = _months([one.months for one in covers], stock, here)
    for sums, one in zip(result, covers, strict=True):
        for sign, period in one.days:
            for item_id, moved in days[periods.index(period)].items():
                sums[item_id] = sums.get(item_id, NOTHING).plus(moved, sign)
    return result


def _months(spans: Sequence[Span | None], stock: Stock, here: Q) -> list[Sums]:
    if not any(spans):
        return [{} for _ in spans]
    conditions = [within("month", span) if span else Q(pk__isnull=True) for span in spans]
    name = "physical" if stock is Stock.PHYSICAL else "accounting"
    fields = (f"{name}_in_micro", f"{name}_out_micro", "value_minor")
    sums = {
        f"{field}{place}": sum_where(field, condition) for place, condition in enumerate(conditions) for field in fields
    }
    rows = StockTotal.objects.filter(here, any_of(conditions)).values_list("item_id").annotate(**sums).order_by()
    result: list[Sums] = [{} for _ in spans]
    for item_id, *amounts in rows:
        for place, found in enumerate(result):
            found[item_id] = Moved(*(int(amount) for amount in amounts[3 * place : 3 * place + 3]))
    return result


Arm = QuerySet[Any, Any]


def _arms(place: int, days: Q, here: Q, stock: Stock, *, with_value: bool) -> list[Arm]:
    """Return the queries of what moved on some days: rows of place, item, in, out, value."""
    items = StockTotal.objects.values("item_id")  # leads into the index by item and day
    events = StockEventRow.objects.filter(days, here, _of(stock), item_id__in=items, retractions__isnull=True)
    arms = [_quantities(place, events)]
    if with_value:
        arms.append(_values(place, StockValue.objects.filter(days, item_id__in=items)))
    return arms


def _quantities(place: int, events: Arm) -> Arm:
    came, went = (sum_where("quantity_micro", condition) for condition in (~_OUT, _OUT))
    rows = events.annotate(place=Value(place)).values_list("place", "item_id")
    counted: Arm = rows.annotate(came=came, went=went, value=Value(0)).order_by()
    return counted


def _values(place: int, values: Arm) -> Arm:
    rows = values.annotate(place=Value(place)).values_list("place", "item_id")
    valued: Arm = rows.annotate(came=Value(0), went=Value(0), value=sum_where("value_minor", Q())).order_by()
    return valued


_OUT = Q(kind__in=OUTWARD)


def _of(stock: Stock) -> Q:
    return Q(stock__in=[stock, Stock.BOTH])


def _known(spans: Sequence[Span], known_at: datetime, counted: Q) -> list[Sums]:
    recorded = Q(recorded_at__lte=known_at)
    retracted = Retraction.objects.filter(recorded).values("event_id")
    arms: list[Arm] = []
    for place, span in enumerate(spans):
        known = recorded & within("day", span)
        arms.append(_quantities(place, StockEventRow.objects.filter(known & counted & ~Q(id__in=retracted))))
        arms.append(_values(place, StockValue.objects.filter(known)))
    return _added(union_of(arms), len(spans))


def _added(rows: Iterable[tuple[Any, ...]], places: int) -> list[Sums]:
    result: list[Sums] = [defaultdict(Moved) for _ in range(places)]
    for place, item_id, came, went, value in rows:
        result[place][item_id] = result[place][item_id].plus(Moved(int(came), int(went), int(value)), 1)
    return result
