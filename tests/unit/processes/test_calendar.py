"""When the businesses of the demo work, and how busy they are."""

from datetime import date, timedelta

from daicho.processes.history.calendar import busyness, is_working_day, working_days

TODAY = date(2026, 11, 24)


def test_nobody_works_on_holidays():
    assert not is_working_day("JP", date(2026, 11, 23))
    assert is_working_day("US", date(2026, 11, 23))
    assert not is_working_day("US", date(2026, 11, 26))
    assert not is_working_day("JP", date(2026, 8, 14))
    assert not is_working_day("JP", date(2026, 11, 21))


def test_the_last_day_is_always_told():
    sunday = date(2026, 11, 22)
    days = working_days("JP", sunday - timedelta(days=2), sunday)
    assert days == [date(2026, 11, 20), sunday]


def test_december_is_busy_and_business_grows():
    december, february = date(2025, 12, 10), date(2026, 2, 10)
    assert busyness("JP", december, TODAY) > busyness("JP", february, TODAY)
    assert busyness("JP", december, TODAY) > busyness("JP", date(2024, 12, 10), TODAY)
