"""What stock has to append to its values so that they are what costing says.

A value row says: movement `line_id` is worth `value` (inventory up, debit) on `day`, because of `cause_id` (the
movement itself, or one that covered it or brought late cost). Rows are summed by everything that tells them apart;
the difference to the outcome of a replay is appended, to stock and to the books, one for one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from daicho.stock.core.costing import Outcome
from daicho.stock.core.movement import Movement


@dataclass(frozen=True, slots=True, order=True)
class ValueSlot:
    """What tells value rows apart. `day` is the day the value is for; a locked day is posted later."""

    line_id: int
    cause_id: int
    day: date
    item_id: int
    location_id: int
    inventory_account_id: int
    contra_account_id: int


def wanted_values(outcome: Outcome, movements: Mapping[int, Movement]) -> dict[ValueSlot, int]:
    """Return the values of an outcome by slot; late cost of goods that cannot be told apart belongs to its cause."""
    values: dict[ValueSlot, int] = defaultdict(int)
    for line_id, value in outcome.values.items():
        values[_slot(movements[line_id], movements[line_id])] += value
    for late in outcome.late:
        cause = movements[late.cause]
        slot = _slot(movements[late.outflow], cause) if late.outflow else _gone(cause)
        values[slot] -= late.value
    return values


def _slot(movement: Movement, cause: Movement) -> ValueSlot:
    return ValueSlot(
        movement.line_id,
        cause.line_id,
        cause.day,
        movement.item_id,
        movement.location_id,
        movement.inventory_account_id,
        movement.contra_account_id,
    )


def _gone(cause: Movement) -> ValueSlot:
    """Late cost of goods that cannot be told apart: out of stock into the cost account that the cause names."""
    return replace(_slot(cause, cause), contra_account_id=cause.cost_account_id)


def own_values(signed: Iterable[tuple[Movement, int]]) -> dict[ValueSlot, int]:
    """Return what a document's own entry says about its inventory, of movements added (+1) and retracted (−1)."""
    values: dict[ValueSlot, int] = defaultdict(int)
    for movement, sign in signed:
        if movement.is_valued:
            values[_slot(movement, movement)] += sign * (movement.value or 0)
    return values


def value_difference(posted: Mapping[ValueSlot, int], wanted: Mapping[ValueSlot, int]) -> list[tuple[ValueSlot, int]]:
    """Return (slot, value) to append so that `posted` becomes `wanted`, in the order of the slots."""
    slots: Iterable[ValueSlot] = sorted(posted.keys() | wanted.keys())
    differences = ((slot, wanted.get(slot, 0) - posted.get(slot, 0)) for slot in slots)
    return [(slot, value) for slot, value in differences if value]


@dataclass(frozen=True, slots=True)
class PostedValue:
    """A change of value, and the day on which it is posted: that of its slot unless that day is locked."""

    slot: ValueSlot
    day: date
    value: int
