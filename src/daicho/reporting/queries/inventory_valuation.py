"""What the stock is worth at a day: accounting stock, with goods in transit (behaviour.md 5.9)."""

from daicho.catalog.models import Item
from daicho.kernel.context import Ctx
from daicho.kernel.rounding import unscaled
from daicho.kernel.text import noop as _
from daicho.reporting.core.months import Span
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Value, beside, side_by_side
from daicho.reporting.queries._books import Books
from daicho.reporting.queries.stock_sums import NOTHING, stock_sums

_COLUMNS = (
    Column("item_id", _("Item ID"), Kind.ID),
    Column("item_name", _("Item")),
    Column("quantity", _("Quantity"), Kind.QUANTITY),
    Column("value", _("Value"), Kind.MONEY),
)


def inventory_valuation(ctx: Ctx, *, parameters: Parameters) -> Report:
    """Return quantity and value of each item in stock at the end of each period.

    The values sum to the inventory accounts of that day, also as known at `parameters.known_at`.
    """
    books = Books(ctx, parameters.known_at)
    spans = [Span(None, period.end) for period in parameters.periods]
    sums = stock_sums(ctx, spans=spans, known_at=parameters.known_at, with_value=True)
    rows: list[dict[str, Value]] = []
    totals = [{"quantity": 0, "value": 0} for _span in spans]
    for item_id, name in Item.objects.order_by("name", "id").values_list("id", "name"):
        own = [one.get(item_id, NOTHING) for one in sums]
        figures = [{"quantity": one.quantity, "value": one.value} for one in own]
        if not any(any(one.values()) for one in figures):
            continue
        for total, one in zip(totals, figures, strict=True):
            total.update({key: total[key] + one[key] for key in total})
        rows.append({"item_id": item_id, "item_name": name, **_cells(figures, books)})
    columns = side_by_side(_COLUMNS, len(spans))
    return Report("inventoryvaluation", _("Inventory valuation summary"), columns, rows, _cells(totals, books))


def _cells(figures: list[dict[str, int]], books: Books) -> dict[str, Value]:
    quantities = beside([{"quantity": one["quantity"]} for one in figures], lambda micro: unscaled(micro, 6))
    return quantities | beside([{"value": one["value"]} for one in figures], books.money)
