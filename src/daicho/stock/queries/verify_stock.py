"""Proof that stock says what its movements say: costs, states of the pools, sums, and the inventory accounts."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import F, Q, Sum

from daicho.kernel.context import Ctx
from daicho.platform.verification import Mismatch
from daicho.stock.core.costing import Pool, replay
from daicho.stock.core.movement import Movement, Stock
from daicho.stock.core.state import from_text, to_text
from daicho.stock.core.valuation import ValueSlot, value_difference, wanted_values
from daicho.stock.models import CostPool, StockTotal, StockValue
from daicho.stock.queries.movements import movements

_ACCOUNTING = Q(stock__in=[Stock.ACCOUNTING, Stock.BOTH])


def verify_stock(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield every value, pool and monthly sum that differs from a fresh costing of the organisation's movements."""
    for item_id, tail in CostPool.objects.order_by("item_id").values_list("item_id", "tail"):
        counted = movements(ctx, where=Q(item_id=item_id))
        yield from _costs(item_id, tail, [m for m in counted if m.is_costed])
        yield from _totals(item_id, counted)


def _costs(item_id: int, tail: str, counted: list[Movement]) -> Iterator[Mismatch]:
    pool = Pool(from_text(tail).method)
    outcome = replay(pool, [movement.event for movement in counted])
    wanted = wanted_values(outcome, {movement.line_id: movement for movement in counted})
    for slot, value in value_difference(_posted(item_id), wanted):
        record = f"item {item_id}, line {slot.line_id}, {slot.day}"
        yield Mismatch("cost", record, f"{value} is missing (because of line {slot.cause_id})")
    if to_text(pool) != tail:
        yield Mismatch("cost pool", f"item {item_id}", f"kept {tail}, costing gives {to_text(pool)}")


def _posted(item_id: int) -> dict[ValueSlot, int]:
    fields = (
        "line_id",
        "cause_id",
        "wanted_day",
        "item_id",
        "location_id",
        "inventory_account_id",
        "contra_account_id",
    )
    rows = StockValue.objects.filter(item_id=item_id).values_list(*fields).annotate(Sum("value_minor")).order_by()
    return {ValueSlot(*row[:7]): int(row[7]) for row in rows}


def _totals(item_id: int, counted: list[Movement]) -> Iterator[Mismatch]:
    true: dict[tuple[int, date], list[int]] = defaultdict(lambda: [0, 0, 0])
    for movement in counted:
        row = true[movement.location_id, movement.day.replace(day=1)]
        for index, stock in enumerate((Stock.ACCOUNTING, Stock.PHYSICAL)):
            row[index] += movement.signed_quantity if stock in movement.stock else 0
    for location_id, day, value in StockValue.objects.filter(item_id=item_id).values_list(
        "location_id", "day", "value_minor"
    ):
        true[location_id, day.replace(day=1)][2] += value
    kept = {
        (location_id, month): [accounting, physical, value]
        for location_id, month, accounting, physical, value in StockTotal.objects.filter(item_id=item_id)
        .annotate(
            accounting=F("accounting_in_micro") - F("accounting_out_micro"),
            physical=F("physical_in_micro") - F("physical_out_micro"),
        )
        .values_list("location_id", "month", "accounting", "physical", "value_minor")
    }
    for key in sorted(true.keys() | kept.keys()):
        if true[key] != kept.get(key, [0, 0, 0]):
            record = f"item {item_id}, location {key[0]}, {key[1]:%Y-%m}"
            yield Mismatch("stock sums", record, f"kept {kept.get(key)}, movements {true[key]}")
