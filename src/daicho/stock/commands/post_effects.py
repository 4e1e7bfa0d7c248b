"""The one door to stock and books: make both say what a document says (DESIGN §1, §4)."""

from collections.abc import Sequence

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.ledger.commands.append_lines import append_lines
from daicho.ledger.core.posting import Amount, Batch, Line, Part, Slot, Source, difference
from daicho.ledger.queries.posted_lines import posted_lines
from daicho.platform.db.bulk import Bulk
from daicho.platform.work import unit_of_work
from daicho.stock.commands.locks import lock_pools
from daicho.stock.commands.move_stock import move_stock
from daicho.stock.core.change import changed
from daicho.stock.core.movement import Movement
from daicho.stock.queries.cost_batches import cost_batches
from daicho.stock.queries.movements import movements as movements_that_count


# tidy: allow unauthorised: the command that posts has authorised
# tidy: allow unaudited: the command that posts records
def post_effects(
    ctx: Ctx,
    *,
    source: Source,
    lines: Sequence[Line],
    movements: Sequence[Movement],
    base_currency: str,
    is_new: bool = False,
) -> None:
    """Append to stock and books what they lack to say what the document `source` says.

    `lines` are the document's own ledger lines without inventory: for each movement that the document values itself
    (a bill's goods) the inventory line is made here, from the movement, in the movement's currency where it has one;
    together they must balance in both. The cost of what
    leaves, and of everything later in the same cost pools, follows in the same transaction. No lines and no movements
    (voided, deleted) take everything back; a second call with the same ones writes nothing. `is_new` saves looking
    for what cannot be there yet. Locks are taken in one order: pools by item, then sums.
    """
    with unit_of_work(ctx):
        of_source = Q(source_kind=source.kind, source_id=source.source_id)
        change = changed([] if is_new else movements_that_count(ctx, where=of_source), movements)
        pools = lock_pools(ctx, change=change) if change else []
        bulk = Bulk()
        values = move_stock(ctx, source=source, pools=pools, change=change, bulk=bulk) if change else []
        inventory = [_inventory_line(movement, base_currency) for movement in movements if movement.is_valued]
        posted = {} if is_new else posted_lines(ctx, source=source)
        own = difference(posted, [*lines, *inventory])
        batches = [Batch(source, Part.DOCUMENT, own)] if own else []
        costs = cost_batches(ctx, source=source, change=change, values=values, base_currency=base_currency)
        append_lines(ctx, batches=[*batches, *costs], bulk=bulk)


def _inventory_line(movement: Movement, base_currency: str) -> Line:
    base = movement.value or 0
    own = base if movement.own_value is None else movement.own_value
    slot = Slot(
        movement.day,
        movement.inventory_account_id,
        item_id=movement.item_id,
        location_id=movement.location_id,
        currency=movement.currency or base_currency,
    )
    return Line(slot, Amount(base, own))
