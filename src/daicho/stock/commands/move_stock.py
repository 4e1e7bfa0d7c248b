"""Writing movements, what they are worth, and the sums of both."""

from collections.abc import Sequence
from datetime import date

from daicho.kernel.context import Ctx
from daicho.ledger.core.locks import first_open_day, scope_of
from daicho.ledger.core.posting import Source
from daicho.ledger.queries.transaction_locks import transaction_locks
from daicho.platform.db.bulk import accumulate
from daicho.stock.commands.recost_items import recost_items
from daicho.stock.core.change import Changed
from daicho.stock.core.movement import Movement, Stock
from daicho.stock.core.valuation import PostedValue, ValueSlot
from daicho.stock.models import CostPool, Retraction, StockEventRow, StockTotal, StockValue

_KEYS = ("organization_id", "item_id", "location_id", "month")
_SUMS = ("accounting_in_micro", "accounting_out_micro", "physical_in_micro", "physical_out_micro", "value_minor")


# tidy: allow unauthorised: the command that posts has authorised
# tidy: allow unaudited: the command that posts records
def move_stock(ctx: Ctx, *, source: Source, pools: Sequence[CostPool], change: Changed) -> list[PostedValue]:
    """Write a document's change of movements, re-cost the locked pools, write and return the changes of value."""
    lines = [movement.line_id for movement in change.retracted]
    if lines:
        ids = StockEventRow.objects.filter(line_id__in=lines, retractions__isnull=True).values_list("id", flat=True)
        Retraction.objects.bulk_create(
            [Retraction(organization_id=ctx.organization_id, event_id=id, recorded_at=ctx.now) for id in ids]
        )
    StockEventRow.objects.bulk_create([_event_row(ctx, source, movement) for movement in change.added])
    values = _on_open_days(ctx, source, change, recost_items(ctx, pools=pools, change=change))
    StockValue.objects.bulk_create([_value_row(ctx, value) for value in values])
    accumulate(StockTotal, keys=_KEYS, sums=_SUMS, rows=_totals(ctx.organization_id, change, values))
    return values


def _on_open_days(
    ctx: Ctx, source: Source, change: Changed, differences: Sequence[tuple[ValueSlot, int]]
) -> list[PostedValue]:
    """Return the values with the day they are posted on: their own, or for others' locked days the first open one."""
    own = {movement.line_id for movement, _ in change.signed()}
    others = [slot for slot, _ in differences if slot.line_id not in own]
    locks = transaction_locks(ctx) if others else []
    scope = scope_of(source.kind)

    def day(slot: ValueSlot) -> date:
        return slot.day if slot.line_id in own else first_open_day(locks, scope, slot.day)

    return [PostedValue(slot, day(slot), value) for slot, value in differences]


def _totals(
    organization_id: int, change: Changed, values: Sequence[PostedValue]
) -> list[tuple[int, int, int, date, int, int, int, int, int]]:
    sums: dict[tuple[int, int, int, date], list[int]] = {}
    for movement, sign in change.signed():
        row = sums.setdefault(_key(organization_id, movement.item_id, movement.location_id, movement.day), [0] * 5)
        out = movement.signed_quantity < 0
        if Stock.ACCOUNTING in movement.stock:
            row[out] += sign * movement.quantity
        if Stock.PHYSICAL in movement.stock:
            row[2 + out] += sign * movement.quantity
    for value in values:
        sums.setdefault(_key(organization_id, value.slot.item_id, value.slot.location_id, value.day), [0] * 5)[4] += (
            value.value
        )
    return [(*key, row[0], row[1], row[2], row[3], row[4]) for key, row in sums.items() if any(row)]


def _key(organization_id: int, item_id: int, location_id: int, day: date) -> tuple[int, int, int, date]:
    return organization_id, item_id, location_id, day.replace(day=1)


def _event_row(ctx: Ctx, source: Source, movement: Movement) -> StockEventRow:
    return StockEventRow(
        organization_id=ctx.organization_id,
        line_id=movement.line_id,
        source_kind=source.kind,
        source_id=source.source_id,
        source_number=source.number,
        item_id=movement.item_id,
        location_id=movement.location_id,
        kind=movement.kind,
        stock=movement.stock,
        day=movement.day,
        number=movement.number,
        position=movement.position,
        quantity_micro=movement.quantity,
        value_minor=movement.value,
        fallback_minor=movement.fallback,
        inventory_account_id=movement.inventory_account_id,
        contra_account_id=movement.contra_account_id,
        cost_account_id=movement.cost_account_id,
        lot_line_id=movement.lot,
        follows=movement.follows,
        recorded_at=ctx.now,
    )


def _value_row(ctx: Ctx, value: PostedValue) -> StockValue:
    slot = value.slot
    return StockValue(
        organization_id=ctx.organization_id,
        line_id=slot.line_id,
        cause_id=slot.cause_id,
        day=value.day,
        wanted_day=slot.day,
        item_id=slot.item_id,
        location_id=slot.location_id,
        inventory_account_id=slot.inventory_account_id,
        contra_account_id=slot.contra_account_id,
        value_minor=value.value,
        recorded_at=ctx.now,
    )
