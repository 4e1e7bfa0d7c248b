"""The lots of an item that are left at a day, and what they cost."""

from django.db.models import Q

from daicho.catalog.models import Item
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.rounding import Rounding, divide, unscaled
from daicho.kernel.text import noop as _
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Value
from daicho.reporting.queries._books import Books
from daicho.stock.core.costing import Method, Past, Pool, replay
from daicho.stock.core.movement import BETWEEN_LOCATIONS, Movement, Stock
from daicho.stock.models import StockEventRow
from daicho.stock.queries.movements import movements

_COLUMNS = (
    Column("date", _("Date"), Kind.DATE),
    Column("source", _("Source")),
    Column("quantity_in", _("Quantity in"), Kind.QUANTITY),
    Column("quantity_left", _("Quantity left"), Kind.QUANTITY),
    Column("unit_cost", _("Unit cost"), Kind.QUANTITY),
    Column("value", _("Value"), Kind.MONEY),
)


def fifo_cost_lots(ctx: Ctx, *, parameters: Parameters) -> Report:
    """Return the lots of `parameters.item_id` that are left at the end of `parameters.end`, oldest first.

    Unit cost is value ÷ quantity to six decimals; it is shown, never stored. Raises NotFound for an unknown item.
    """
    books = Books(ctx, parameters.known_at)
    if not Item.objects.filter(id=parameters.item_id or 0).exists():
        raise NotFound(_("%(entity)s does not exist."), {"entity": "Item"})
    counted = movements(
        ctx,
        where=Q(item_id=parameters.item_id, day__lte=parameters.end, stock__in=[Stock.ACCOUNTING, Stock.BOTH])
        & ~Q(kind__in=BETWEEN_LOCATIONS),
        known_at=parameters.known_at,
    )
    pool, past = Pool(Method.FIFO), Past()
    replay(pool, [movement.event for movement in counted], past)
    by_line = {movement.line_id: movement for movement in counted}
    numbers = dict(StockEventRow.objects.filter(line_id__in=list(by_line)).values_list("line_id", "source_number"))
    rows = [_row(by_line[lot.key], numbers[lot.key], lot.left, lot.left_value, books) for lot in pool.lots]
    totals = {
        "quantity_left": unscaled(sum(lot.left for lot in pool.lots), 6),
        "value": books.money(sum(lot.left_value for lot in pool.lots)),
    }
    return Report("fifocostlots", _("FIFO cost lots"), _COLUMNS, rows, totals)


def _row(movement: Movement, number: str, left: int, value: int, books: Books) -> dict[str, Value]:
    micro = divide(value * 10**12, left * 10**books.decimals, Rounding.HALF_UP)
    return {
        "date": movement.day,
        "source": number,
        "quantity_in": unscaled(movement.quantity, 6),
        "quantity_left": unscaled(left, 6),
        "unit_cost": unscaled(micro, 6),
        "value": books.money(value),
    }
