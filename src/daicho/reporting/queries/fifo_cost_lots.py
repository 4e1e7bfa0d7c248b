"""The lots of an item that are left at a day, and what they cost."""

from collections.abc import Mapping, Sequence

from django.db.models import Q

from daicho.catalog.models import Item
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.rounding import Rounding, divide, unscaled
from daicho.kernel.text import noop as _
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Value
from daicho.reporting.queries._books import Books
from daicho.stock.core.assembling import Linked, replay_linked
from daicho.stock.core.costing import Pool, replay
from daicho.stock.core.event import StockEvent
from daicho.stock.core.lot import Lot
from daicho.stock.core.movement import BETWEEN_LOCATIONS, Movement, Stock
from daicho.stock.core.state import from_text
from daicho.stock.models import Batch, CostPool, StockEventRow
from daicho.stock.queries.assembly_flows import assembly_flows
from daicho.stock.queries.movements import movements

_COLUMNS = (
    Column("date", _("Date"), Kind.DATE),
    Column("source", _("Source")),
    Column("batch", _("Batch")),
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
    lots = [lot for pool in _pools(ctx, counted, parameters) for lot in pool.lots]
    by_line = {movement.line_id: movement for movement in counted}
    lots.sort(key=lambda lot: by_line[lot.key].event.order)
    numbers = dict(StockEventRow.objects.filter(line_id__in=list(by_line)).values_list("line_id", "source_number"))
    batches = dict(Batch.objects.filter(item_id=parameters.item_id or 0).values_list("id", "number"))
    columns = [column for column in _COLUMNS if column.key != "batch" or batches]
    rows = [_row(by_line[lot.key], numbers[lot.key], batches, lot, books) for lot in lots]
    totals = {
        "quantity_left": unscaled(sum(lot.left for lot in lots), 6),
        "value": books.money(sum(lot.left_value for lot in lots)),
    }
    return Report("fifocostlots", _("FIFO cost lots"), columns, rows, totals)


def _pools(ctx: Ctx, counted: Sequence[Movement], parameters: Parameters) -> list[Pool]:
    """Return the item's pools after these movements; what assemblies brought is worth what others gave to them."""
    kept = list(CostPool.objects.filter(item_id=parameters.item_id or 0).values_list("key", "tail", "is_linked"))
    pools = {key: from_text(tail).beginning() for key, tail, _is_linked in kept}
    events: dict[int, list[StockEvent]] = {key: [] for key in pools}
    for movement in counted:
        events[movement.pool_key].append(movement.event)
    linked = [key for key, _tail, is_linked in kept if is_linked]
    flows = assembly_flows(ctx, pools=linked, replayed=linked, known_at=parameters.known_at) if linked else None
    for key in pools.keys() - set(linked):
        replay(pools[key], events[key])
    if flows is not None:
        given = [part for part in flows.given if part.order is None or part.order[1] <= parameters.end]
        replay_linked(
            Linked({key: pools[key] for key in linked}, {key: events[key] for key in linked}, flows.outputs, given)
        )
    return list(pools.values())


def _row(movement: Movement, number: str, batches: Mapping[int, str], lot: Lot, books: Books) -> dict[str, Value]:
    """Return one lot; the one of a moving average holds more than the movement that it is named by brought."""
    micro = divide(lot.left_value * 10**12, lot.left * 10**books.decimals, Rounding.HALF_UP)
    return {
        "date": movement.day,
        "source": number,
        "batch": batches.get(movement.batch_id or 0, ""),
        "quantity_in": unscaled(max(movement.quantity, lot.quantity), 6),
        "quantity_left": unscaled(lot.left, 6),
        "unit_cost": unscaled(micro, 6),
        "value": books.money(lot.left_value),
    }
