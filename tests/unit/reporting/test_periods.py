"""Earlier periods beside a report, and the months and days that its sums are made of."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.kernel.periods import Period
from daicho.reporting.core.comparison import Compare, earlier_periods, spread
from daicho.reporting.core.months import Span, cover

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("period", "compare", "expected"),
    [
        (("2026-03-01", "2026-03-31"), "previous_period", ("2026-02-01", "2026-02-28")),
        (("2026-04-01", "2027-03-31"), "previous_period", ("2025-04-01", "2026-03-31")),
        (("2026-04-01", "2026-04-10"), "previous_period", ("2026-03-22", "2026-03-31")),
        (("2028-02-01", "2028-02-29"), "previous_year", ("2027-02-01", "2027-02-28")),
        (("2027-02-01", "2027-02-28"), "previous_year", ("2026-02-01", "2026-02-28")),
        (("2026-04-01", "2026-11-24"), "previous_year", ("2025-04-01", "2025-11-24")),
    ],
)
def test_the_period_before(period, compare, expected):
    start, end = map(date.fromisoformat, period)
    (found,) = earlier_periods(Period(start, end), Compare(compare), 1)
    assert (found.start.isoformat(), found.end.isoformat()) == expected


def test_the_months_before_a_day_keep_the_end_of_the_month():
    period = Period(date(2026, 4, 1), date(2027, 2, 28))
    found = earlier_periods(period, Compare.PREVIOUS_PERIOD, 3, is_day=True)
    assert [one.end.isoformat() for one in found] == ["2027-01-31", "2026-12-31", "2026-11-30"]


@given(DAYS, st.integers(0, 400), st.integers(2, 12))
def test_previous_periods_follow_one_another_without_a_gap(start, length, count):
    period = Period(start, start + timedelta(days=length))
    found = [period, *earlier_periods(period, Compare.PREVIOUS_PERIOD, count)]
    assert all(later.start == earlier.end + timedelta(days=1) for later, earlier in pairwise(found))


@given(st.none() | DAYS, DAYS)
def test_months_and_days_together_are_the_span(start, end):
    start = min(start, end) if start else None
    found = cover(Span(start, end))
    earliest = (start or end) - timedelta(days=40)
    counted = dict.fromkeys((earliest + timedelta(days=n) for n in range((end - earliest).days + 80)), 0)
    for day in counted:
        month = day.replace(day=1)
        if found.months and month <= found.months.end and (not found.months.start or month >= found.months.start):
            counted[day] += 1
        counted[day] += sum(sign for sign, period in found.days if day in period)
    assert all(times == ((start is None or start <= day) and day <= end) for day, times in counted.items())


def test_keys_of_earlier_figures():
    assert [spread("amount", place) for place in range(3)] == ["amount", "amount_1", "amount_2"]
