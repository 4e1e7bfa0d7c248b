"""Writing movements, what they are worth, and the sums of both."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.core.locks import Lock, Scope, digest, first_open_day, scope_of
from daicho.ledger.core.posting import Source
from daicho.ledger.core.rules import LOCKED
from daicho.ledger.queries.transaction_locks import transaction_locks
from daicho.platform.db.bulk import Bulk
from daicho.platform.work import rest_on
from daicho.stock.commands.recost_items import recost_items
from daicho.stock.core.change import Changed
from daicho.stock.core.movement import Movement, Stock
from daicho.stock.core.valuation import PostedValue, ValueSlot
from daicho.stock.models import CostPool, Retraction, StockEventRow, StockTotal, StockValue

_KEYS = ("item_id", "location_id", "month")
_SUMS = ("accounting_in_micro", "accounting_out_micro", "physical_in_micro", "physical_out_micro", "value_minor")
_EVENT = (
    "line_id", "source_kind", "source_id", "source_number", "item_id", "location_id", "kind", "stock", "day", "number",
    "position", "quantity_micro", "value_minor", "fallback_minor", "inventory_account_id", "contra_account_id",
    "cost_account_id", "lot_line_id", "follows", "assembly_id", "batch_id", "recorded_at",
)  # fmt: skip
_VALUE = (
    "line_id", "cause_id", "day", "wanted_day", "item_id", "location_id", "inventory_account_id", "contra_account_id",
    "batch_id", "value_minor", "recorded_at",
)  # fmt: skip
Row = tuple[Any, ...]


# tidy: allow unauthorised: the command that posts has authorised
# tidy: allow unaudited: the command that posts records
def move_stock(
    ctx: Ctx, *, sources: Mapping[int, Source], pools: Sequence[CostPool], change: Changed, bulk: Bulk
) -> list[PostedValue]:
    """Write a change of movements, re-cost the locked pools, and return the changes of value.

    `sources` tells the documents, all of one kind, by line. What nothing reads in between is left in `bulk`, for the
    caller to write.
    """
    lines = [movement.line_id for movement in change.retracted]
    scope = scope_of(next(iter(sources.values())).kind)
    if lines:
        ids = StockEventRow.objects.filter(line_id__in=lines, retractions__isnull=True).values_list("id", flat=True)
        bulk.insert(Retraction, ("event_id", "recorded_at"), [(id, ctx.now) for id in ids])
    bulk.insert(StockEventRow, _EVENT, [_event_row(ctx, sources[m.line_id], m) for m in change.added])
    values = _on_open_days(ctx, scope, change, recost_items(ctx, pools=pools, change=change, bulk=bulk))
    bulk.insert(StockValue, _VALUE, [_value_row(ctx, value) for value in values])
    bulk.accumulate(StockTotal, keys=_KEYS, sums=_SUMS, rows=_totals(change, values))
    return values


def _on_open_days(
    ctx: Ctx, scope: Scope, change: Changed, differences: Sequence[tuple[ValueSlot, int]]
) -> list[PostedValue]:
    """Return the values with the day they are posted on: their own, or for others' locked days the first open one."""
    own = {movement.line_id for movement, _ in change.signed()}
    others = [slot for slot, _ in differences if slot.line_id not in own]
    locks = _locks(ctx) if others else []
    open_day = {day: first_open_day(locks, scope, day) for day in {slot.day for slot in others}}
    return [
        PostedValue(slot, slot.day if slot.line_id in own else open_day[slot.day], value) for slot, value in differences
    ]


def _locks(ctx: Ctx) -> list[Lock]:
    """Return the locks. Where they change before the commit, other days would be open: RuleBroken (4310)."""
    locks = transaction_locks(ctx)

    def same() -> str:
        if transaction_locks(ctx) != locks:
            raise RuleBroken(LOCKED, _("Days were locked or opened at this very moment. Please save again."))
        return digest(locks)

    rest_on(ctx, same)
    return locks


def _totals(change: Changed, values: Sequence[PostedValue]) -> list[Row]:
    sums: dict[tuple[int, int, date], list[int]] = {}
    for movement, sign in change.signed():
        row = sums.setdefault((movement.item_id, movement.location_id, movement.day.replace(day=1)), [0] * 5)
        out = movement.signed_quantity < 0
        if Stock.ACCOUNTING in movement.stock:
            row[out] += sign * movement.quantity
        if Stock.PHYSICAL in movement.stock:
            row[2 + out] += sign * movement.quantity
    for value in values:
        key = (value.slot.item_id, value.slot.location_id, value.day.replace(day=1))
        sums.setdefault(key, [0] * 5)[4] += value.value
    return [(*key, *row) for key, row in sums.items() if any(row)]


def _event_row(ctx: Ctx, source: Source, movement: Movement) -> Row:
    m = movement
    return (
        m.line_id, source.kind, source.source_id, source.number, m.item_id, m.location_id, str(m.kind), int(m.stock),
        m.day, m.number, m.position, m.quantity, m.value, m.fallback, m.inventory_account_id, m.contra_account_id,
        m.cost_account_id, m.lot, m.follows, m.assembly_id, m.batch_id, ctx.now,
    )  # fmt: skip


def _value_row(ctx: Ctx, value: PostedValue) -> Row:
    slot = value.slot
    return (
        slot.line_id, slot.cause_id, value.day, slot.day, slot.item_id, slot.location_id, slot.inventory_account_id,
        slot.contra_account_id, slot.batch_id, value.value, ctx.now,
    )  # fmt: skip
