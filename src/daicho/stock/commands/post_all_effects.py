"""The one door to stock and books: make both say what documents say (DESIGN §1, §4)."""

from collections.abc import Sequence

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.ledger.commands.append_lines import append_lines
from daicho.ledger.core.posting import Amount, Batch, Line, Part, Slot, Source, difference
from daicho.ledger.queries.posted_by_source import posted_by_source
from daicho.platform.db.bulk import Bulk
from daicho.platform.work import unit_of_work
from daicho.stock.commands.by_batch import by_batch
from daicho.stock.commands.locks import lock_plain_pools, lock_pools
from daicho.stock.commands.move_stock import move_stock
from daicho.stock.core.change import Changed, changed
from daicho.stock.core.effects import Effects
from daicho.stock.core.movement import Movement
from daicho.stock.queries.cost_batches import cost_batches
from daicho.stock.queries.movements import movements
from daicho.stock.queries.sources_of_lines import sources_of_lines


# tidy: allow unauthorised: the command that posts has authorised
# tidy: allow unaudited: the command that posts records
def post_all_effects(ctx: Ctx, *, effects: Sequence[Effects], base_currency: str, is_new: bool = False) -> None:
    """Do for some documents of one kind what `post_effects` does for one, with as many statements as for one.

    Where two of them move the same item, either may be named as the cause of what this changes in other documents.
    """
    sources = [each.source for each in effects]
    if not sources:
        return
    with unit_of_work(ctx):
        of_sources = Q(source_kind=sources[0].kind, source_id__in=[source.source_id for source in sources])
        current = [] if is_new else movements(ctx, where=of_sources)
        change = _change(current, effects)
        pools = lock_plain_pools(change) if change else []
        if change and not pools:
            effects = _divided(ctx, effects)
            change = _change(current, effects)
            pools = lock_pools(ctx, change=change) if change else []
        by_line = _by_line(ctx, effects, change)
        bulk = Bulk()
        values = move_stock(ctx, sources=by_line, pools=pools, change=change, bulk=bulk) if change else []
        posted = {} if is_new else posted_by_source(ctx, sources=sources)
        batches = [
            Batch(each.source, Part.DOCUMENT, own)
            for each in effects
            if (own := difference(posted.get(each.source.source_id, {}), _own_lines(each, base_currency)))
        ]
        costs = cost_batches(ctx, sources=by_line, change=change, values=values, base_currency=base_currency)
        append_lines(ctx, batches=[*batches, *costs], bulk=bulk)


def _change(current: Sequence[Movement], effects: Sequence[Effects]) -> Changed:
    return changed(current, [movement for each in effects for movement in each.movements])


def _divided(ctx: Ctx, effects: Sequence[Effects]) -> list[Effects]:
    """Return the effects with goods in batches divided among these: such goods have no plain pool."""
    divided = by_batch(ctx, groups=[each.movements for each in effects])
    return [each._replace(movements=moved) for each, moved in zip(effects, divided, strict=True)]


def _by_line(ctx: Ctx, effects: Sequence[Effects], change: Changed) -> dict[int, Source]:
    """Return line id → the document whose movement it is, or was."""
    found = {movement.line_id: each.source for each in effects for movement in each.movements}
    gone = [movement for movement in change.retracted if movement.line_id not in found]
    if len(effects) > 1:
        return found | sources_of_lines(ctx, of=gone)
    return found | {movement.line_id: effects[0].source for movement in gone}


def _own_lines(effects: Effects, base_currency: str) -> list[Line]:
    """Return what the document's own entry says, the inventory it values itself included."""
    valued = [movement for movement in effects.movements if movement.is_valued]
    return [*effects.lines, *(_inventory_line(movement, base_currency) for movement in valued)]


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
