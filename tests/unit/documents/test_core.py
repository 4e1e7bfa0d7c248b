"""The pure rules of documents."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.documents.core.address import Address, address_from, address_lines
from daicho.documents.core.discount import discount_text, parse_discount
from daicho.documents.core.ids import ids_from, ids_text
from daicho.documents.core.state import (
    PURCHASE_ORDER_MOVES,
    SALES_ORDER_MOVES,
    STATUS_NAMES,
    Action,
    State,
    actions_from,
    state_named,
    wire_status,
)


@pytest.mark.parametrize(
    ("kind", "books", "inventory"),
    [("salesorder", "open", "confirmed"), ("purchaseorder", "open", "issued")],
)
def test_one_state_has_a_name_in_each_application(kind, books, inventory):
    assert wire_status(kind, State.OPEN, "books") == books
    assert wire_status(kind, State.OPEN, "inventory") == inventory
    assert state_named(kind, books) is state_named(kind, inventory) is State.OPEN
    assert state_named(kind, "nonsense") is None
    assert {wire_status(kind, State.DRAFT, application) for application in ("books", "inventory")} == {"draft"}


def test_an_open_order_is_overdue_the_day_after():
    day = date(2026, 11, 24)
    assert wire_status("salesorder", State.OPEN, "books", due=day, today=day) == "open"
    assert wire_status("salesorder", State.OPEN, "books", due=day, today=date(2026, 11, 25)) == "overdue"
    assert wire_status("salesorder", State.DRAFT, "books", due=day, today=date(2026, 11, 25)) == "draft"


@pytest.mark.parametrize("moves", [SALES_ORDER_MOVES, PURCHASE_ORDER_MOVES])
def test_every_state_can_be_left_and_has_a_name(moves):
    reached = {move.target for move in moves.values()} | {State.DRAFT}
    assert all(actions_from(moves, state) for state in reached)
    assert all(state.value in STATUS_NAMES for state in State)
    assert Action.APPROVE not in actions_from(moves, State.DRAFT)


@pytest.mark.parametrize(
    ("text", "currency", "shown"),
    [
        ("10%", "JPY", "10%"), ("12.50%", "JPY", "12.5%"), ("500", "JPY", "500"), ("1.5", "USD", "1.5"),
        ("", "JPY", ""), ("0", "JPY", ""), ("0%", "JPY", ""), (" 5 % ", "JPY", "5%"),
    ],
)  # fmt: skip
def test_discounts_are_read_and_written(text, currency, shown):
    discount = parse_discount(text, currency)
    assert discount is not None
    assert discount_text(discount, currency) == shown


@pytest.mark.parametrize("text", ["-1", "101%", "abc", "1.5", "1e5", "%", "..", "１０", "5%%", "1,000"])
def test_what_is_no_discount_is_none(text):
    assert parse_discount(text, "JPY") is None


@given(st.decimals(min_value=0, max_value=100, places=6))
def test_any_percentage_survives(number):
    discount = parse_discount(f"{number:f}%", "JPY")
    assert discount is not None
    text = discount_text(discount, "JPY")
    assert Decimal(text.removesuffix("%") or 0) == number


def test_addresses_are_written_in_the_readers_order():
    address = address_from({"zip": "231-0001", "state": "神奈川県", "city": "横浜市", "address": "新港1", "x": 1})
    assert address_lines(address, locale="ja") == ["〒231-0001", "神奈川県横浜市新港1"]
    english = Address(address="1 Pier", city="Boston", state="MA", zip="02110", country="USA", country_code="US")
    assert address_lines(english, locale="en") == ["1 Pier", "Boston, MA 02110", "USA"]
    assert address_lines(english, locale="ja") == address_lines(english, locale="en")
    assert Address().is_empty
    assert address_lines(Address(), locale="ja") == []


@given(st.lists(st.integers(min_value=1, max_value=2**63 - 1)))
def test_lists_of_ids_survive(ids):
    assert ids_from(ids_text(ids)) == ids
