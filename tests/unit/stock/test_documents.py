"""What adjustments and transfer orders do, decided without a database."""

from datetime import date
from decimal import Decimal

import pytest

from daicho.kernel.measure import MICRO
from daicho.stock.core import adjustment, transfer
from daicho.stock.core.adjustment import AdjustmentRow, Tracked, figures, lines_of
from daicho.stock.core.approval import State
from daicho.stock.core.event import Kind
from daicho.stock.core.location import location_errors
from daicho.stock.core.places import worth_by_place
from daicho.stock.core.transfer import Route, TransferRow

HUGE = Decimal(10) ** 11
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("line", "kind", "expected"),
    [
        ({"quantity": Decimal(3), "rate": Decimal("9.5")}, "quantity", (3 * MICRO, 9_500_000, 29)),
        ({"quantity": Decimal(3), "rate": Decimal(9), "value": Decimal(40)}, "quantity", (3 * MICRO, 9 * MICRO, 40)),
        ({"quantity": Decimal(3)}, "quantity", (3 * MICRO, None, None)),
        ({"quantity": Decimal(-3), "rate": Decimal(9), "value": Decimal(40)}, "quantity", (-3 * MICRO, None, None)),
        ({"quantity": Decimal(3), "value": Decimal(-7)}, "value", (0, None, -7)),
    ],
)
def test_what_a_line_means(line, kind, expected):
    assert figures(line, kind, "JPY") == expected


@pytest.mark.parametrize(
    ("line", "kind", "field"),
    [
        ({"item_id": 1, "quantity": Decimal(0)}, "quantity", "line_items[2].quantity_adjusted"),
        ({"item_id": 1, "quantity": Decimal("0.0000001")}, "quantity", "line_items[2].quantity_adjusted"),
        ({"item_id": 1, "quantity": Decimal(10) ** 13}, "quantity", "line_items[2].quantity_adjusted"),
        ({"item_id": 1, "quantity": Decimal(1), "rate": Decimal(-1)}, "quantity", "line_items[2].item_total"),
        ({"item_id": 1, "quantity": HUGE, "rate": HUGE}, "quantity", "line_items[2].item_total"),
        ({"item_id": 1, "value": Decimal("0.4")}, "value", "line_items[2].value_adjusted"),
        ({"quantity": Decimal(1)}, "quantity", "line_items[2].item_id"),
    ],
)  # fmt: skip
def test_faults_of_a_line(line, kind, field):
    assert [error.field for error in adjustment.line_errors(2, line, kind, "JPY")] == [field]


def row(quantity, value=None):
    return AdjustmentRow(7, 1, 1, 2, 3, "Tea", "", "", quantity, None, value)


def test_what_an_adjustment_does():
    items = {1: Tracked(inventory_account_id=9, purchase_rate=300 * MICRO)}
    kinds = {}
    for one in (row(2 * MICRO, 500), row(2 * MICRO), row(-2 * MICRO), row(0, -80)):
        (movement,) = adjustment.movements_of([one], MAY, "IA-1", items, "JPY")
        assert (movement.inventory_account_id, movement.contra_account_id, movement.day) == (9, 3, MAY)
        lines = [(line.slot.account_id, line.amount.base) for line in lines_of([movement], "JPY")]
        kinds[movement.kind, movement.value] = (movement.signed_quantity, movement.fallback, lines)
    assert kinds == {
        (Kind.INFLOW, 500): (2 * MICRO, 600, [(3, -500)]),
        (Kind.INFLOW, None): (2 * MICRO, 600, []),
        (Kind.OUTFLOW, None): (-2 * MICRO, 600, []),
        (Kind.VALUE, -80): (0, 0, []),
    }


@pytest.mark.parametrize(
    ("state", "received_on", "expected"),
    [
        (State.DRAFT, None, []),
        (State.APPROVED, None, []),
        (State.IN_TRANSIT, None, [(10, -4, MAY), (20, 4, MAY)]),
        (State.TRANSFERRED, MAY, [(10, -4, MAY), (30, 4, MAY)]),
        (State.TRANSFERRED, JUNE, [(10, -4, MAY), (20, 4, MAY), (20, -4, JUNE), (30, 4, JUNE)]),
    ],
)
def test_what_a_transfer_does(state, received_on, expected):
    line = TransferRow(1, 2, 3, 4, 1, 5, "Tea", "", "", 4 * MICRO)
    movements = transfer.movements_of([line], state, Route("TO-1", 10, 20, 30, MAY, received_on), {5: 9})
    assert [(m.location_id, m.signed_quantity // MICRO, m.day) for m in movements] == expected
    assert not any(movement.is_costed for movement in movements)
    assert len({movement.line_id for movement in movements}) == len(movements)


def test_faults_of_a_location():
    good = {"name": "Osaka", "location_type": "general", "negative_stock": "", "address": {}, "phone": "", "email": ""}
    assert not list(location_errors(good))
    wrong = {
        "name": "",
        "location_type": "moon",
        "negative_stock": "no",
        "address": {"city": "x" * 101},
        "phone": "1" * 51,
        "email": "a b",
    }
    fields = {error.field for error in location_errors(wrong)}
    assert fields == {"location_name", "type", "negative_stock", "address.city", "phone", "email"}


@pytest.mark.parametrize(
    ("value", "quantities", "expected"),
    [
        (100, {1: 1, 2: 1, 3: 1}, {1: 33, 2: 33, 3: 34}),
        (100, {1: 2, 2: 1, 3: 0}, {1: 67, 2: 33, 3: 0}),
        (100, {1: 3, 2: -1}, {1: 150, 2: -50}),
        (0, {1: 0}, {1: 0}),
        (7, {1: 0, 2: 0}, {1: 0, 2: 7}),
        (0, {}, {}),
    ],
)
def test_the_value_of_places_sums_to_the_whole(value, quantities, expected):
    assert worth_by_place(value, quantities) == expected
