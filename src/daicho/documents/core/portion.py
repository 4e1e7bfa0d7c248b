"""What goods of an order came, left or were packed: lines that each take a portion of a line of the order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypedDict

from daicho.kernel.errors import FieldError, missing
from daicho.kernel.measure import MICRO, MICRO_LIMIT, Quantity
from daicho.kernel.text import noop as _

DESCRIPTION_LENGTH = 2000


class PortionFields(TypedDict, total=False):
    """A line as it is given: `line_id` names the order's line (or the document's own), the quantity is exact."""

    line_id: int
    item_id: int | None
    description: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Portion:
    """A line as it will be saved; quantity in 10^-6. `order_line_id` names the line of the order."""

    line_id: int
    order_line_id: int
    position: int
    item_id: int
    name: str
    description: str
    unit: str
    quantity: int


class OrderLine(Protocol):
    """A line of an order, as far as portions of it are concerned."""

    id: int
    item_id: int | None
    name: str
    description: str
    unit: str


def chosen_line(
    given: PortionFields, known: Mapping[int, Portion], lines: Sequence[OrderLine]
) -> OrderLine | None:  # fmt: skip
    """Return the order's line that is meant: by its id, by the document's own (`known`), or by the item."""
    line_id = given.get("line_id", 0)
    if line_id in known:
        line_id = known[line_id].order_line_id
    if line_id:
        return next((row for row in lines if row.id == line_id), None)
    return next((row for row in lines if row.item_id and row.item_id == given.get("item_id")), None)


def portion_errors(place: int, given: PortionFields, line: OrderLine | None, id_name: str) -> Iterable[FieldError]:
    """Yield what is wrong with line `place` (from 0); `id_name` is how the wire calls the order's line."""
    name = f"line_items[{place}].{id_name}"
    if line is None and not (given.get("line_id") or given.get("item_id")):
        yield missing(name)
    elif line is None:
        yield FieldError(name, _("Invalid value passed for %(field)s"), {"field": name})
    if len(given.get("description", "")) > DESCRIPTION_LENGTH:
        field = f"line_items[{place}].description"
        yield FieldError(field, _("%(field)s is too long."), {"field": field})
    yield from quantity_errors(place, given)


def quantity_errors(place: int, line: PortionFields) -> Iterable[FieldError]:
    """Yield what is wrong with the quantity of line `place` (from 0)."""
    name = f"line_items[{place}].quantity"
    if "quantity" not in line:
        yield missing(name)
    elif abs(line["quantity"]) > MICRO_LIMIT // MICRO:
        yield FieldError(name, _("Invalid value passed for %(field)s"), {"field": name})
    elif Quantity.of(line["quantity"]).micro < 1:
        yield FieldError(name, _("%(field)s must be greater than zero."), {"field": name})
