"""What stock has to append to its values so that they are what costing says.

A value row says: movement `line_id` is worth `value` (inventory up, debit) on `day`, because of `cause_id` (the
movement itself, or one that covered it or brought late cost). Rows are summed by everything that tells them apart;
the difference to the outcome of a replay is appended, to stock and to the books, one for one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from daicho.stock.core.costing import Outcome
from daicho.stock.core.movement import Movement


class ValueSlot(NamedTuple):
    """What tells value rows apart. `day` is the day the value is for; a locked day is posted later."""

    line_id: int
    cause_id: int
    day: date
    item_id: int
    location_id: int
    inventory_account_id: int
    contra_account_id: int
    batch_id: int | None = None


def wanted_values(outcome: Outcome, movements: Mapping[int, Movement]) -> dict[ValueSlot, int]:
    """Return the values of an outcome by slot.

    Late cost of goods that cannot be told apart, or that were assembled before they came, goes to a cost account.
    """
    values: dict[ValueSlot, int] = defaultdict(int)
    for line_id, value in outcome.values.items():
        values[_slot(movements[line_id], movements[line_id])] += value
    for late in outcome.late:
        cause = movements[late.cause]
        moved = movements[late.outflow or late.of or late.cause]
        slot = _slot(moved, cause)
        if not late.outflow or (moved.assembly_id and not late.is_passed_on):
            slot = slot._replace(contra_account_id=moved.cost_account_id)
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
        movement.batch_id,
    )


def own_values(signed: Iterable[tuple[Movement, int]]) -> dict[ValueSlot, int]:
    """Return what a document's own entry says about its inventory, of movements added (+1) and retracted (−1)."""
    values: dict[ValueSlot, int] = defaultdict(int)
    for movement, sign in signed:
        if movement.is_valued:
            values[_slot(movement, movement)] += sign * (movement.value or 0)
    return values


def value_difference(posted: Mapping[ValueSlot, int], wanted: Mapping[ValueSlot, int]) -> list[tuple[ValueSlot, int]]:
    """Return (slot, value) to append so that `posted` becomes `wanted`, in the order of the slots."""
    missing = [(slot, value - posted.get(slot, 0)) for slot, value in wanted.items()]
    missing += [(slot, -value) for slot, value in posted.items() if slot not in wanted]
    return sorted((slot, value) for slot, value in missing if value)


class PostedValue(NamedTuple):
    """A change of value, and the day on which it is posted: that of its slot unless that day is locked."""

    slot: ValueSlot
    day: date
    value: int
