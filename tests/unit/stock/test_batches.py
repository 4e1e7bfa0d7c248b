"""How a line is divided among batches."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from daicho.stock.core.batches import BatchPart, split
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Movement, Stock

_quantities = st.lists(st.integers(1, 10**9), min_size=1, max_size=6)


def movement(kind, quantity, value, *, own=None, lot=None):
    return Movement(
        1, 2, 3, kind, Stock.BOTH, date(2026, 4, 1), "B1", 1, quantity, 4, 5, 5, value, 77, lot, own_value=own
    )


def parts_of(quantities):
    return [BatchPart(100 + place, 200 + place, quantity) for place, quantity in enumerate(quantities)]


@given(_quantities, st.integers(-(10**9), 10**12), st.integers(0, 10**9))
def test_nothing_is_lost_in_dividing(quantities, value, own):
    whole = movement(Kind.INFLOW, sum(quantities), value, own=own)
    divided = split(whole, parts_of(quantities), {})
    assert [one.quantity for one in divided] == quantities
    assert (sum(one.value for one in divided), sum(one.own_value for one in divided)) == (value, own)
    assert sum(one.fallback for one in divided) == whole.fallback
    assert len({(one.line_id, one.pool_key) for one in divided}) == len(quantities)


@given(_quantities, st.integers(-(10**9), 10**9))
def test_a_change_of_value_is_shared_by_quantity_and_moves_none(quantities, value):
    divided = split(movement(Kind.VALUE, 0, value, lot=9), parts_of(quantities), {200: 40})
    assert sum(one.value for one in divided) == value
    assert not any(one.quantity for one in divided)
    exact = [value * quantity / sum(quantities) for quantity in quantities]
    assert all(abs(one.value - share) <= 1 for one, share in zip(divided, exact, strict=True))
    assert [one.lot for one in divided] == [40, *([None] * (len(quantities) - 1))]


def test_what_costing_finds_stays_to_be_found():
    assert [one.value for one in split(movement(Kind.OUTFLOW, 5, None), parts_of([2, 3]), {})] == [None, None]
