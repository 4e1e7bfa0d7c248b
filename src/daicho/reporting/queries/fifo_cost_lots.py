"""The lots of an item that are left at a day, and what they cost."""

from collections.abc import Sequence

from django.db.models import Q

from daicho.catalog.models import Item
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.rounding import Rounding, divide, unscaled
from daicho.kernel.text import noop as _
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Value
from daicho.reporting.queries._books import Books
from daicho.stock.core.assembling import Linked, replay_linked
from daicho.stock.core.costing import Method, Pool, replay
from daicho.stock.core.lot import Lot
from daicho.stock.core.movement import BETWEEN_LOCATIONS, Movement, Stock
from daicho.stock.core.state import from_text
from daicho.stock.models import CostPool, StockEventRow
from daicho.stock.queries.assembly_flows import assembly_flows
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

    Their value is that of the valuation: an item valued by its moving average has one lot, and what was assembled costs
    what its components cost.
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
    pool = _pool(ctx, counted, parameters)
    by_line = {movement.line_id: movement for movement in counted}
    numbers = dict(StockEventRow.objects.filter(line_id__in=list(by_line)).values_list("line_id", "source_number"))
    rows = [_row(by_line[lot.key], numbers[lot.key], lot, books) for lot in pool.lots]
    totals = {
        "quantity_left": unscaled(sum(lot.left for lot in pool.lots), 6),
        "value": books.money(sum(lot.left_value for lot in pool.lots)),
    }
    return Report("fifocostlots", _("FIFO cost lots"), _COLUMNS, rows, totals)


def _pool(ctx: Ctx, counted: Sequence[Movement], parameters: Parameters) -> Pool:
    """Return the item's pool after these movements; what assemblies brought is worth what others gave to them."""
    kept = CostPool.objects.filter(item_id=parameters.item_id or 0).values_list("item_id", "tail", "is_linked").first()
    if kept is None:
        return Pool(Method.FIFO)
    item_id, tail, is_linked = kept
    pool, events = from_text(tail).beginning(), [movement.event for movement in counted]
    if not is_linked:
        replay(pool, events)
        return pool
    flows = assembly_flows(ctx, item_ids=[item_id], replayed=(), known_at=parameters.known_at)
    given = [part for part in flows.given if part.order is None or part.order[1] <= parameters.end]
    replay_linked(Linked({item_id: pool}, {item_id: events}, flows.outputs, given))
    return pool


def _row(movement: Movement, number: str, lot: Lot, books: Books) -> dict[str, Value]:
    """Return one lot; the one of a moving average holds more than the movement that it is named by brought."""
    micro = divide(lot.left_value * 10**12, lot.left * 10**books.decimals, Rounding.HALF_UP)
    return {
        "date": movement.day,
        "source": number,
        "quantity_in": unscaled(max(movement.quantity, lot.quantity), 6),
        "quantity_left": unscaled(lot.left, 6),
        "unit_cost": unscaled(micro, 6),
        "value": books.money(lot.left_value),
    }
