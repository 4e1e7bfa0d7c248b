"""Valuing an item's stock by another method from the first day of a fiscal year on (behaviour.md 5.1)."""

from datetime import date, timedelta

from daicho.kernel.context import Ctx
from daicho.kernel.periods import fiscal_year_of
from daicho.ledger.commands.append_lines import append_lines
from daicho.ledger.core.locks import Scope, is_locked
from daicho.ledger.core.posting import Source
from daicho.ledger.queries.transaction_locks import transaction_locks
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.db.bulk import Bulk
from daicho.platform.work import unit_of_work
from daicho.stock.commands.locks import lock_pools
from daicho.stock.commands.move_stock import move_stock
from daicho.stock.core.change import Changed
from daicho.stock.core.costing import Method
from daicho.stock.core.state import from_text, to_text
from daicho.stock.models import CostPool
from daicho.stock.queries.cost_batches import cost_batches

KIND = "item"


# tidy: allow unauthorised: part of the command that changes the item
# tidy: allow unaudited: the command that changes the item records
def change_valuation(ctx: Ctx, *, item_id: int, method: str) -> None:
    """Value the stock of an item by `method`, as the wire names it, and post what later outflows cost differently.

    It counts from the first day of this fiscal year, or of the next one where that day is locked: what is locked keeps
    the method by which it was valued. What is there on that day is carried over at its value. An item that never moved
    has no other method to change from. A turn that is taken back on the same day leaves nothing behind.
    """
    keys = frozenset(CostPool.objects.filter(item_id=item_id).values_list("key", flat=True))
    if not keys:
        return
    with unit_of_work(ctx):
        profile = organization_profile(ctx)
        change = Changed((), (), keys)
        pools = lock_pools(ctx, change=change)
        first_day = _first_day(ctx, profile.fiscal_year_start_month)
        for row in pools:
            if row.item_id == item_id:
                pool = from_text(row.tail)
                pool.turn_to(Method(method), first_day)
                row.tail = to_text(pool)
        sources, bulk = {0: Source(KIND, item_id, "")}, Bulk()
        values = move_stock(ctx, sources=sources, pools=pools, change=change, bulk=bulk)
        costs = cost_batches(ctx, sources=sources, change=change, values=values, base_currency=profile.base_currency)
        append_lines(ctx, batches=costs, bulk=bulk)


def _first_day(ctx: Ctx, start_month: int) -> date:
    """Return the first day of this fiscal year, or of the next where that is locked."""
    year = fiscal_year_of(ctx.today, start_month)
    if is_locked(transaction_locks(ctx), Scope.ACCOUNTS, year.start):
        return year.end + timedelta(days=1)
    return year.start
