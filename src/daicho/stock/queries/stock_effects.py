"""What a document did to stock: movements, what they are worth, and the lots behind that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from daicho.catalog.queries.item_card import item_card
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.organizations.queries.profile import organization_profile
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Movement
from daicho.stock.models import Batch, Location, LotUse, StockEventRow, StockValue
from daicho.stock.queries.movements import movements


@dataclass(frozen=True, slots=True)
class LotPart:
    """A quantity (10^-6) that came from the lot of another document ("": opening stock), and what it cost."""

    number: str
    day: date
    quantity: int
    value: Money


@dataclass(frozen=True, slots=True)
class LaterValue:
    """A difference that another document, dated `cause_day`, made necessary; `day` is the one it is posted on."""

    number: str
    day: date
    value: Money
    cause_day: date


@dataclass(frozen=True, slots=True)
class StockEffect:
    """A movement. `quantity` signed, in 10^-6; `value` what it is worth by now, later differences included.

    `item_name` tells the batch, or serial number, too.
    """

    item_id: int
    item_name: str
    location_name: str
    kind: Kind
    day: date
    quantity: int
    value: Money
    lots: tuple[LotPart, ...]
    later: tuple[LaterValue, ...]


def stock_effects(ctx: Ctx, *, kind: str, source_id: int) -> list[StockEffect]:
    """Return what counts of a document's movements, in the order of its lines. About seven queries."""
    found = movements(ctx, where=Q(source_kind=kind, source_id=source_id))
    if not found:
        return []
    currency = organization_profile(ctx).base_currency
    cards = item_card(ctx, item_ids={movement.item_id for movement in found})
    places = dict(Location.objects.values_list("id", "name"))
    batches = {movement.batch_id for movement in found if movement.batch_id}
    numbers = dict(Batch.objects.filter(id__in=batches).values_list("id", "number")) if batches else {}
    own = [movement.line_id for movement in found]
    uses = list(LotUse.objects.filter(line_id__in=own))
    values = list(StockValue.objects.filter(line_id__in=own).order_by("id"))
    others = {use.lot_line_id for use in uses} | {value.cause_id for value in values}
    sources = _sources(others)
    uses.sort(key=lambda use: (sources[use.lot_line_id][0] != "", sources[use.lot_line_id][::-1], use.id))
    return [
        StockEffect(
            item_id=movement.item_id,
            item_name=_name(cards[movement.item_id].name, numbers.get(movement.batch_id or 0)),
            location_name=places[movement.location_id],
            kind=movement.kind,
            day=movement.day,
            quantity=movement.signed_quantity,
            value=Money(sum(row.value_minor for row in values if row.line_id == movement.line_id), currency),
            lots=tuple(
                LotPart(*sources[use.lot_line_id], use.quantity_micro, Money(use.value_minor, currency))
                for use in uses
                if use.line_id == movement.line_id
            ),
            later=_later(movement, values, sources, currency),
        )
        for movement in sorted(found, key=lambda movement: (movement.position, movement.day, -movement.quantity))
    ]


def _name(item: str, batch: str | None) -> str:
    return f"{item} ({batch})" if batch else item


def _sources(line_ids: set[int]) -> dict[int, tuple[str, date]]:
    """Return line id → number and day of the document whose movement it is, as it was posted last."""
    rows = StockEventRow.objects.filter(line_id__in=line_ids).order_by("id")
    return {
        line_id: ("" if kind == Kind.OPENING else number, day)
        for line_id, number, day, kind in rows.values_list("line_id", "source_number", "day", "kind")
    }


def _later(
    movement: Movement, values: Sequence[StockValue], sources: Mapping[int, tuple[str, date]], currency: str
) -> tuple[LaterValue, ...]:
    sums: dict[tuple[int, date], int] = {}
    for row in values:
        if row.line_id == movement.line_id and row.cause_id != movement.line_id:
            sums[row.cause_id, row.day] = sums.get((row.cause_id, row.day), 0) + row.value_minor
    return tuple(
        LaterValue(sources[cause][0], day, Money(value, currency), sources[cause][1])
        for (cause, day), value in sums.items()
        if value
    )
