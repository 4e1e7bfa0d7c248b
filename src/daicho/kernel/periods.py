"""Days, months and fiscal years; periods are closed intervals of dates."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_YEARS = range(1900, 3000)
"""What days people mean. Outside, arithmetic of months and time zones would leave the calendar."""


@dataclass(frozen=True, slots=True)
class Period:
    """All days from `start` to `end`, both included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def read_day(text: str) -> date:
    """Return the day written as ISO 8601 (2026-11-24). Raises ValueError for what is none, or not of 1900 to 2999."""
    day = date.fromisoformat(text.strip())
    if day.year not in _YEARS:
        raise ValueError("too far away")
    return day


def read_moment(text: str) -> datetime:
    """Return the moment written as ISO 8601, UTC unless it says otherwise. Raises ValueError like `read_day`."""
    moment = datetime.fromisoformat(text.strip())
    if moment.year not in _YEARS:
        raise ValueError("too far away")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def end_of_month(day: date) -> date:
    """Return the last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """Return `day` moved by `months`; a day that the month lacks becomes its last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_of(day: date) -> Period:
    """Return the calendar month of `day`."""
    return Period(day.replace(day=1), end_of_month(day))


def fiscal_year_of(day: date, start_month: int) -> Period:
    """Return the fiscal year (starting on the first of `start_month`, 1 to 12) that contains `day`."""
    year = day.year if day.month >= start_month else day.year - 1
    start = date(year, start_month, 1)
    return Period(start, add_months(start, 12) - timedelta(days=1))
