"""Values on the wire: exact numbers, ids as text, timestamps without a colon."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.kernel.money import Money
from daicho.platform.numbers import exact_number
from daicho.platform.wire.reader import parse_json
from daicho.platform.wire.writer import day_text, id_text, micro_number, moment_text, money_number, to_json


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18, places=6))
def test_a_number_survives_the_wire_to_the_last_digit(number: Decimal):
    assert parse_json(to_json({"n": number})) == {"n": number}


@given(st.integers(min_value=-(2**63), max_value=2**63 - 1))
def test_micro_numbers_are_exact_and_short(micro: int):
    text = to_json(micro_number(micro)).decode()
    assert Decimal(text) * 10**6 == micro
    assert "." not in text or not text.endswith("0")


def test_money_has_the_decimals_of_its_currency():
    values = [Money(1200, "JPY"), Money(1200, "USD"), Money(-5, "KWD"), Money(0, "USD")]
    assert to_json([money_number(value) for value in values]) == b"[1200,12.00,-0.005,0.00]"


def test_texts_of_ids_days_and_moments():
    moment = datetime(2024, 1, 15, 17, 0, 0, 999, tzinfo=UTC)
    assert moment_text(moment, "America/Denver") == "2024-01-15T10:00:00-0700"
    assert moment_text(moment, "Asia/Tokyo") == "2024-01-16T02:00:00+0900"
    assert (id_text(2**62), day_text(date(2026, 3, 1))) == (str(2**62), "2026-03-01")
    assert (id_text(None), day_text(None), moment_text(None, "UTC")) == ("", "", "")


@pytest.mark.parametrize("value", [object(), datetime(2024, 1, 1, tzinfo=UTC), b"x"])
def test_what_has_no_place_on_the_wire_is_refused(value: object):
    with pytest.raises(TypeError):
        to_json({"value": value})


@pytest.mark.parametrize("text", ["", "x", "1e99999", "1e-99", "1" * 101, "NaN", "١", "1_000", "0e-5000", "--1", "1 2"])
def test_what_is_no_sensible_number(text: str):
    assert exact_number(text) is None


@pytest.mark.parametrize("text", ["0", "-1.50", "+2", ".5", "1e3", "0.1000000000000000055511151231257827"])
def test_what_is_a_number(text: str):
    assert exact_number(text) == Decimal(text)
