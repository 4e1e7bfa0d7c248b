"""Money, quantities, periods, ids."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.kernel.context import Actor, system_actor
from daicho.kernel.ids import IdSource
from daicho.kernel.measure import Quantity, Rate, extend, percent_of
from daicho.kernel.money import Money, convert
from daicho.kernel.periods import add_months, end_of_month, fiscal_year_of, month_of
from daicho.kernel.rounding import Rounding

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("value", "currency", "minor"), [("1234.5", "JPY", 1235), ("12.34", "USD", 1234), ("-1.2345", "KWD", -1235)]
)
def test_money_in_minor_units(value, currency, minor):
    money = Money.of(Decimal(value), currency)
    assert money.minor == minor
    assert Money.of(money.value, currency) == money


@pytest.mark.parametrize(
    ("quantity", "price", "currency", "minor"),
    [("3", "166.2", "JPY", 499), ("0.333333", "3", "USD", 100), ("1000", "0.004", "USD", 400)],
)
def test_a_line_is_rounded_once(quantity, price, currency, minor):
    assert extend(Quantity.of(Decimal(quantity)), Rate.of(Decimal(price)), currency).minor == minor


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**12))
def test_conversion_is_within_half_a_unit(minor, rate):
    yen = convert(Money(minor, "USD"), rate, "JPY")
    assert abs(Fraction(minor, 100) * Fraction(rate, 10**6) - yen.minor) <= Fraction(1, 2)


def test_the_same_currency_is_not_converted():
    assert convert(Money(5, "JPY"), 2_000_000, "JPY") == Money(5, "JPY")


def test_percentages_round_by_the_mode():
    assert [percent_of(Money(105, "JPY"), Rate.of(10), mode).minor for mode in Rounding] == [10, 11, 11]


@given(days, st.integers(1, 12))
def test_every_day_lies_in_its_fiscal_year_of_twelve_months(day, start_month):
    year = fiscal_year_of(day, start_month)
    assert day in year
    assert year.start.month == start_month
    assert fiscal_year_of(year.end + timedelta(days=1), start_month).start == year.end + timedelta(days=1)


@given(days, st.integers(-240, 240))
def test_months_move_by_months(day, months):
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == min(day.day, end_of_month(moved).day)
    assert month_of(moved).end == end_of_month(moved)


def test_ids_are_unique_ordered_and_have_19_digits_even_when_the_clock_goes_back():
    clock = iter([1_800_000_000_000] * 5000 + [1_700_000_000_000] * 5000)
    source = IdSource(7, lambda: next(clock))
    ids = [source.next() for _ in range(10_000)]
    assert ids == sorted(set(ids))
    assert {len(str(i)) for i in ids} == {19}


def test_ids_of_threads_do_not_meet():
    source = IdSource(1, lambda: 1_800_000_000_000)
    made: list[int] = []
    threads = [Thread(target=lambda: made.extend(source.next() for _ in range(2000))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 16_000


def test_permissions():
    assert system_actor().may("items.view")
    assert Actor(1, "x", frozenset({"items.view"})).may("items.view")
    assert not Actor(1, "x", frozenset({"items.view"})).may("items.edit")
