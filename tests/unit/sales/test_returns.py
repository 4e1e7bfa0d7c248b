"""What is left to return, and how quantities and discounts are shared out (behaviour.md 3.9)."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from daicho.sales.core.returned_discount import part_of, split_discount
from daicho.sales.core.sales_return import (
    Progress,
    ReturnRow,
    exceeding,
    left_to_return,
    quantity_errors,
    share_out,
)

LINES = st.integers(1, 4)
QUANTITIES = st.integers(0, 10**9)


def row(line_id: int, quantity: int, credit_only: int = 0) -> ReturnRow:
    return ReturnRow(line_id, line_id, None, None, 1, 1, "", "", "", quantity, credit_only)


@given(
    shipped=st.dictionaries(LINES, QUANTITIES),
    steps=st.lists(st.tuples(LINES, QUANTITIES, QUANTITIES, st.booleans()), max_size=15),
)
def test_whatever_is_returned_and_taken_back_never_exceeds_what_was_shipped(shipped, steps):
    returns: list[ReturnRow] = []
    for line_id, quantity, credit_only, takes_back in steps:
        if takes_back and returns:
            returns.pop()
            continue
        returned: dict[int, int] = {}
        for there in returns:
            returned[there.source_line_id] = returned.get(there.source_line_id, 0) + there.total
        left = left_to_return(shipped, returned)
        assert all(left[key] + returned.get(key, 0) == shipped[key] for key in shipped)
        wanted = row(line_id, quantity, credit_only)
        refused = exceeding([wanted], left)
        assert bool(refused) == (wanted.total > shipped.get(line_id, 0) - returned.get(line_id, 0))
        if not refused:
            returns.append(wanted)
    for line_id in {there.source_line_id for there in returns}:
        total = sum(there.total for there in returns if there.source_line_id == line_id)
        assert total <= shipped.get(line_id, 0)


@given(QUANTITIES, st.lists(st.integers(-5, 10**9), max_size=6))
def test_shares_take_the_first_sources_first_and_no_more_than_they_have(wanted, has):
    shares = share_out(wanted, enumerate(has))
    assert sum(quantity for _source, quantity in shares) == min(wanted, sum(max(0, each) for each in has))
    assert all(0 < quantity <= has[source] for source, quantity in shares)
    emptied = [source for source, quantity in shares[:-1]]
    assert all(dict(shares)[source] == has[source] for source in emptied)


@given(st.integers(0, 10**9), st.lists(st.integers(1, 10**6), min_size=1, max_size=8))
def test_parts_of_an_amount_add_up_to_it(amount, quantities):
    before, parts = 0, []
    for taken in quantities:
        parts.append(part_of(amount, sum(quantities), before=before, taken=taken))
        before += taken
    assert sum(parts) == amount


@given(st.decimals(min_value=0, max_value=10**6, places=2), st.lists(st.integers(1, 10**9), min_size=1, max_size=5))
def test_a_discount_that_is_an_amount_is_shared_out_whole(amount, quantities):
    parts = split_discount(format(amount, "f"), quantities)
    assert sum(Decimal(part or 0) for part in parts) == amount
    assert split_discount("10%", quantities) == ["10%"] * len(quantities)


def test_progress_says_what_is_still_to_do():
    line = Progress(1, quantity=3, credit_only=1, received=2, credited=1)
    assert (line.to_be_received, line.to_be_credited, line.to_be_credited_only, line.is_exceeded) == (1, 1, 1, False)
    assert Progress(1, quantity=3, credit_only=0, received=4).is_exceeded
    assert Progress(1, quantity=3, credit_only=0, credited_only=1).is_exceeded


def test_quantities_are_checked_by_name():
    def codes(**line: Decimal) -> list[str]:
        return [error.field for error in quantity_errors(2, line)]

    assert codes(quantity=Decimal(1)) == []
    assert codes(credit_only=Decimal(1)) == []
    assert codes() == ["line_items[2].quantity"]
    assert codes(quantity=Decimal(-1), credit_only=Decimal(2)) == ["line_items[2].quantity"]
    assert codes(quantity=Decimal(1), credit_only=Decimal(-1)) == ["line_items[2].non_receive_quantity"]
    assert codes(quantity=Decimal(10) ** 18) == ["line_items[2].quantity"]
