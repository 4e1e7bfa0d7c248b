"""How the lines of documents are divided among batches and serial numbers (behaviour.md 5.8, 10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from daicho.kernel.allocation import allocate
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Movement

PIECE = 1_000_000
"""A serial number is of one piece (10^-6)."""


class BatchPart(NamedTuple):
    """The part of a movement that is of one batch: the `line_id` it gets, and its quantity in 10^-6."""

    line_id: int
    batch_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class NamedBatch:
    """So much (10^-6) of a line is of this batch, as it is given: by its id, or by its number.

    The rest is for a new one. A serial number is a batch of one piece.
    """

    quantity: int
    batch_id: int | None = None
    number: str = ""
    manufacturer_number: str = ""
    manufactured_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class BatchedLine:
    """A document's line with the batches that it names; `line_ids` are those of its movements.

    `name` is how the caller's input calls the line (`line_items[0]`), for sentences about what is wrong in it.
    """

    line_ids: tuple[int, ...]
    item_id: int
    name: str
    batches: Sequence[NamedBatch]


def split(movement: Movement, parts: Sequence[BatchPart], lots: Mapping[int, int]) -> list[Movement]:
    """Return one movement for each part; amounts are shared by quantity, and their parts sum to them exactly.

    `lots`: batch → the line id of that batch's part of the movement that this one refers to; without it, to none.
    A change of value has no quantity; its parts only tell how it is shared.
    """
    weights = [part.quantity for part in parts]
    values: Sequence[int | None] = [None] * len(parts)
    values = values if movement.value is None else allocate(movement.value, weights)
    own: Sequence[int | None] = [None] * len(parts)
    own = own if movement.own_value is None else allocate(movement.own_value, weights)
    return [
        movement._replace(
            line_id=part.line_id,
            batch_id=part.batch_id,
            quantity=0 if movement.kind is Kind.VALUE else part.quantity,
            value=value,
            own_value=own_value,
            fallback=fallback,
            lot=lots.get(part.batch_id),
        )
        for part, value, own_value, fallback in zip(
            parts, values, own, allocate(movement.fallback, weights), strict=True
        )
    ]
