"""The earlier periods beside which a report is set."""

from datetime import date, timedelta
from enum import StrEnum

from daicho.kernel.periods import Period, add_months, end_of_month

MOST = 12
"""Periods beside the one that was asked for."""


class Compare(StrEnum):
    """With what a report is compared."""

    PREVIOUS_PERIOD = "previous_period"
    PREVIOUS_YEAR = "previous_year"


def earlier_periods(period: Period, compare: Compare, count: int, *, is_day: bool = False) -> tuple[Period, ...]:
    """Return `count` periods before `period`, the latest first.

    The previous period of whole months are as many whole months, of other days as many days directly before. Of a day
    (`is_day`) it is the same day a month earlier; the last day of a month stays the last of its month. Only the end of
    such a period counts.
    """
    return tuple(_earlier(period, compare, number, is_day=is_day) for number in range(1, count + 1))


def _earlier(period: Period, compare: Compare, number: int, *, is_day: bool) -> Period:
    if compare is Compare.PREVIOUS_YEAR:
        return _moved(period, -12 * number)
    if is_day:
        return _moved(period, -number)
    if period.start.day == 1 and period.end == end_of_month(period.end):
        months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
        return _moved(period, -months * number)
    length = (period.end - period.start + timedelta(days=1)) * number
    return Period(period.start - length, period.end - length)


def _moved(period: Period, months: int) -> Period:
    return Period(_day(period.start, months, keep_end=False), _day(period.end, months, keep_end=True))


def _day(day: date, months: int, *, keep_end: bool) -> date:
    moved = add_months(day, months)
    return end_of_month(moved) if keep_end and day == end_of_month(day) else moved


def spread(key: str, place: int) -> str:
    """Return the key of a figure in the period at `place`: amount, amount_1, amount_2 …; 0 is what was asked for."""
    return f"{key}_{place}" if place else key
