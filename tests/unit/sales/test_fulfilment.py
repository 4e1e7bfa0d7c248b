"""What is left to pack, ship and invoice of an order, whatever was done of it."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from daicho.sales.core.fulfilment import Progress, is_complete, marks_of
from daicho.sales.core.package import State, state_of

QUANTITY = st.integers(1, 10**9)
STEPS = st.lists(st.tuples(st.sampled_from(["pack", "ship", "invoice", "cancel", "reopen"]), st.integers(1, 10**9)))


@st.composite
def lines(draw):
    """A line of an order after any sequence of packing, shipping, invoicing, cancelling, each within what is left."""
    ordered = draw(QUANTITY)
    is_goods = draw(st.booleans())
    packed = shipped = invoiced = cancelled = 0
    for step, wanted in draw(STEPS):
        line = Progress(1, 1, is_goods, ordered, cancelled, packed, shipped, invoiced)
        if step == "pack":
            packed += min(wanted, line.to_be_packed)
        elif step == "ship":
            shipped += min(wanted, packed - shipped)
        elif step == "invoice":
            invoiced += min(wanted, line.to_be_invoiced)
        elif step == "cancel":
            cancelled = ordered - line.processed
        else:
            cancelled = 0
    return Progress(1, 1, is_goods, ordered, cancelled, packed, shipped, invoiced)


@given(lines())
def test_never_more_is_packed_shipped_or_invoiced_than_was_ordered(line):
    assert 0 <= line.shipped <= line.packed <= line.expected <= line.ordered
    assert line.invoiced <= line.expected
    assert line.to_be_shipped >= line.to_be_packed
    if line.is_goods:
        assert line.packed + line.to_be_packed == line.expected
        assert line.shipped + line.to_be_shipped == line.expected
    else:
        assert line.packed == line.to_be_packed == line.to_be_shipped == 0
    assert line.invoiced + line.to_be_invoiced == line.expected


@given(st.lists(lines(), min_size=1, max_size=5))
def test_a_mark_is_done_exactly_when_nothing_is_left(order):
    marks = marks_of(order)
    goods = [line for line in order if line.is_goods]
    for word, status, of, done, rest in (
        ("packed", marks.packed_status, goods, "packed", "to_be_packed"),
        ("shipped", marks.shipped_status, goods, "shipped", "to_be_shipped"),
        ("invoiced", marks.invoiced_status, order, "invoiced", "to_be_invoiced"),
    ):
        begun = any(getattr(line, done) for line in of)
        left = any(getattr(line, rest) for line in of)
        assert status == ("" if not begun else f"partially_{word}" if left else word)
    assert marks.packed_micro == sum(line.packed for line in order)


@given(st.lists(lines(), min_size=1, max_size=5))
def test_an_order_is_complete_by_the_preference(order):
    assume(any(line.is_goods for line in order))
    invoiced = not any(line.to_be_invoiced for line in order)
    shipped = not any(line.to_be_shipped for line in order)
    assert is_complete(order, "invoiced") == invoiced
    assert is_complete(order, "shipped") == shipped
    assert is_complete(order, "invoiced_and_shipped") == (invoiced and shipped)


@pytest.mark.parametrize("closing", ["invoiced", "shipped", "invoiced_and_shipped"])
def test_an_order_of_services_waits_for_its_invoice(closing):
    assert not is_complete([Progress(1, 1, False, 5)], closing)
    assert is_complete([Progress(1, 1, False, 5, invoiced=5)], closing)


def test_a_package_stands_where_its_shipment_does():
    assert state_of(is_shipped=False, is_delivered=False) is State.NOT_SHIPPED
    assert state_of(is_shipped=True, is_delivered=False) is State.SHIPPED
    assert state_of(is_shipped=True, is_delivered=True) is State.DELIVERED
