"""What the stock is worth at a day: accounting stock, with goods in transit (behaviour.md 5.9)."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F, Q, Sum

from daicho.catalog.models import Item
from daicho.kernel.context import Ctx
from daicho.kernel.rounding import unscaled
from daicho.kernel.text import noop as _
from daicho.reporting.core.months import last_whole_month
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Value
from daicho.reporting.queries._books import Books
from daicho.stock.core.movement import OUTWARD, Stock
from daicho.stock.models import Retraction, StockEventRow, StockTotal, StockValue

_COLUMNS = (
    Column("item_id", _("Item ID"), Kind.ID),
    Column("item_name", _("Item")),
    Column("quantity", _("Quantity"), Kind.QUANTITY),
    Column("value", _("Value"), Kind.MONEY),
)
_ACCOUNTING = Q(stock__in=[Stock.ACCOUNTING, Stock.BOTH])


def inventory_valuation(ctx: Ctx, *, parameters: Parameters) -> Report:
    """Return quantity and value of each item in stock at the end of `parameters.end`.

    The values sum to the inventory accounts of that day, also as known at `parameters.known_at`.
    """
    books = Books(ctx, parameters.known_at)
    sums = _known(parameters) if parameters.known_at else _now(parameters)
    rows: list[dict[str, Value]] = []
    quantity_total = value_total = 0
    names = Item.objects.order_by("name", "id").values_list("id", "name")
    for item_id, name in names:
        quantity, value = sums.get(item_id, (0, 0))
        if not quantity and not value:
            continue
        quantity_total, value_total = quantity_total + quantity, value_total + value
        rows.append(
            {
                "item_id": item_id,
                "item_name": name,
                "quantity": unscaled(quantity, 6),
                "value": books.money(value),
            }
        )
    totals = {"quantity": unscaled(quantity_total, 6), "value": books.money(value_total)}
    return Report("inventoryvaluation", _("Inventory valuation summary"), _COLUMNS, rows, totals)


def _now(parameters: Parameters) -> dict[int, tuple[int, int]]:
    """Return item → (quantity, value) from whole months, and from the rows of the broken month."""
    end, last_month = parameters.end, last_whole_month(parameters.end)
    months = StockTotal.objects.filter(month__lte=last_month).values_list("item_id").order_by()
    quantity = Sum(F("accounting_in_micro") - F("accounting_out_micro"))
    sums = _added(months.annotate(quantity=quantity, value=Sum("value_minor")))
    first, last = sorted((end, last_month))
    if first == last:
        return sums
    days, sign = Q(day__gt=first, day__lte=last), 1 if last_month < end else -1
    moved = StockTotal.objects.filter(month=last.replace(day=1)).values("item_id")  # leads into the index by item
    days &= Q(item_id__in=moved)
    rest = [*_quantities(days & Q(retractions__isnull=True)), *_values(days)]
    whole = [(item_id, *amounts) for item_id, amounts in sums.items()]
    return _added([*whole, *((item_id, sign * quantity, sign * value) for item_id, quantity, value in rest)])


def _known(parameters: Parameters) -> dict[int, tuple[int, int]]:
    known = Q(day__lte=parameters.end, recorded_at__lte=parameters.known_at)
    retracted = Retraction.objects.filter(recorded_at__lte=parameters.known_at).values("event_id")
    return _added([*_quantities(known & ~Q(id__in=retracted)), *_values(known)])


def _quantities(condition: Q) -> Iterable[tuple[int, int, int]]:
    rows = StockEventRow.objects.filter(_ACCOUNTING & condition).values_list("item_id", "kind").order_by()
    for item_id, kind, quantity in rows.annotate(quantity=Sum("quantity_micro")):
        yield item_id, -int(quantity) if kind in OUTWARD else int(quantity), 0


def _values(condition: Q) -> Iterable[tuple[int, int, int]]:
    rows = StockValue.objects.filter(condition).values_list("item_id").annotate(value=Sum("value_minor")).order_by()
    for item_id, value in rows:
        yield item_id, 0, int(value)


def _added(rows: Iterable[tuple[int, int, int]]) -> dict[int, tuple[int, int]]:
    sums: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for item_id, quantity, value in rows:
        before = sums[item_id]
        sums[item_id] = (before[0] + int(quantity), before[1] + int(value))
    return sums
