"""What an inventory adjustment says, and what it does (behaviour.md 2.11, 3.11, zoho-surface 2.11)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypedDict

from daicho.kernel.errors import FieldError, missing
from daicho.kernel.measure import MICRO, MICRO_LIMIT, Quantity, Rate, extend
from daicho.kernel.money import MINOR_LIMIT, Money
from daicho.kernel.text import noop as _
from daicho.ledger.core.posting import Amount, Line, Slot
from daicho.stock.core.batches import NamedBatch
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Movement, Stock

ENTITY = "inventoryadjustment"
TYPES = {"quantity": _("Quantity"), "value": _("Value")}

REASONS = {
    "ja": ("棚卸", "破損", "盗難・紛失", "災害", "廃棄", "評価替え"),
    "en": ("Stocktaking results", "Damaged goods", "Stolen goods", "Disaster", "Stock written off", "Revaluation"),
}
"""Reasons every organisation begins with, by language."""


_FIGURES = {"quantity": "quantity_adjusted", "rate": "rate", "value": "value_adjusted", "total": "item_total"}
"""Figures of a line, and what they are called on the wire."""


class AdjustmentLineFields(TypedDict, total=False):
    """A line as it is given. `quantity` signed, `rate` per unit, `value` of the line in base currency; all exact."""

    line_id: int
    item_id: int
    name: str
    description: str
    unit: str
    location_id: int | None
    account_id: int | None
    quantity: Decimal
    rate: Decimal | None
    value: Decimal | None
    batches: Sequence[NamedBatch] | None


class AdjustmentFields(TypedDict, total=False):
    """What a person may set on an adjustment; an absent key means unchanged, or the default. Lines are replaced."""

    number: str
    adjustment_type: str
    date: date
    reason: str
    location_id: int | None
    account_id: int | None
    reference: str
    description: str
    lines: list[AdjustmentLineFields]
    custom_fields: Sequence[Mapping[str, object]] | None


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """A line as it will be saved: quantity in 10^-6, signed; value in minor units, None where costing finds it."""

    line_id: int
    position: int
    item_id: int
    location_id: int
    account_id: int
    name: str
    description: str
    unit: str
    quantity: int
    rate: int | None
    value: int | None


@dataclass(frozen=True, slots=True)
class Tracked:
    """What the effects need to know of an item: its inventory account, and the purchase rate in 10^-6."""

    inventory_account_id: int
    purchase_rate: int


def figures(line: AdjustmentLineFields, adjustment_type: str, currency: str) -> tuple[int, int | None, int | None]:
    """Return (quantity in 10^-6, rate in 10^-6, value in minor units) that a line means.

    An increase costs what is given for the line, else its rate; a decrease takes what costing finds.
    """
    quantity = Quantity.of(line.get("quantity") or Decimal(0))
    value = None if line.get("value") is None else Money.of(line["value"] or Decimal(0), currency).minor
    if adjustment_type == "value":
        return 0, None, value
    if quantity.micro <= 0:
        return quantity.micro, None, None
    rate = None if line.get("rate") is None else Rate.of(line["rate"] or Decimal(0))
    if value is None and rate is not None:
        value = extend(quantity, rate, currency).minor
    return quantity.micro, rate.micro if rate else None, value


def line_errors(place: int, line: AdjustmentLineFields, adjustment_type: str, currency: str) -> Iterable[FieldError]:
    """Yield what is wrong with the figures of line `place` (from 0)."""
    names = {name: f"line_items[{place}].{name}" for name in ("item_id", *_FIGURES.values())}
    if not line.get("item_id"):
        yield missing(names["item_id"])
    too_large = [name for name in ("quantity", "rate", "value") if abs(_number(line, name)) > MICRO_LIMIT // MICRO]
    if too_large:
        yield bad(names[_FIGURES[too_large[0]]])
        return
    quantity, _rate, value = figures(line, adjustment_type, currency)
    if abs(value or 0) > MINOR_LIMIT:
        yield bad(names["item_total"])
    if adjustment_type == "value" and not value:
        yield _never_zero(names["value_adjusted"])
    if adjustment_type == "quantity":
        yield from _quantity_errors(names, line, quantity, value)


def _number(line: AdjustmentLineFields, name: str) -> Decimal:
    number = line.get(name)
    return number if isinstance(number, Decimal) else Decimal(0)


def _quantity_errors(
    names: Mapping[str, str], line: AdjustmentLineFields, quantity: int, value: int | None
) -> Iterable[FieldError]:
    if not quantity:
        yield _never_zero(names["quantity_adjusted"])
    elif quantity > 0 and ((value or 0) < 0 or (line.get("rate") or 0) < 0):
        field = names["item_total"]
        yield FieldError(field, _("%(field)s: the cost of an increase cannot be negative."), {"field": field})


def movements_of(
    rows: Sequence[AdjustmentRow], day: date, number: str, items: Mapping[int, Tracked], currency: str
) -> list[Movement]:
    """Return what the lines do to both stocks."""
    return [
        Movement(
            line_id=row.line_id,
            item_id=row.item_id,
            location_id=row.location_id,
            kind=Kind.VALUE if not row.quantity else Kind.INFLOW if row.quantity > 0 else Kind.OUTFLOW,
            stock=Stock.BOTH,
            day=day,
            number=number,
            position=row.position,
            quantity=abs(row.quantity),
            inventory_account_id=items[row.item_id].inventory_account_id,
            contra_account_id=row.account_id,
            cost_account_id=row.account_id,
            value=row.value,
            fallback=extend(Quantity(abs(row.quantity)), Rate(items[row.item_id].purchase_rate), currency).minor,
        )
        for row in rows
    ]


def lines_of(movements: Sequence[Movement], currency: str) -> list[Line]:
    """Return the credits to the chosen accounts for what the document values itself; stock debits the other side."""
    return [
        Line(
            Slot(m.day, m.contra_account_id, 0, m.item_id, m.location_id, currency),
            Amount(-(m.value or 0), -(m.value or 0)),
        )
        for m in movements
        if m.is_valued
    ]


def _never_zero(field: str) -> FieldError:
    return FieldError(field, _("%(field)s must not be zero."), {"field": field})


def bad(field: str) -> FieldError:
    """Return the error of a value that means nothing here."""
    return FieldError(field, _("Invalid value passed for %(field)s"), {"field": field})
