"""When a business works and how busy it is: pure, the same for the same day."""

from datetime import date, timedelta
from decimal import Decimal

import jpholiday

_SEASONS = {
    "JP": ("0.85", "0.85", "1.15", "0.95", "0.95", "1.05", "1.25", "0.80", "0.90", "1.00", "1.15", "1.55"),
    "US": ("0.75", "0.80", "0.85", "0.90", "1.05", "1.00", "0.95", "0.95", "1.00", "1.10", "1.45", "1.60"),
}
"""How much of an ordinary month each month from January on sells: summer and year-end gifts, the holidays."""
_GROWTH = Decimal("0.12")
"""How much more is sold from one year to the next."""
_YEAR = 365
_CLOSED_IN_AUGUST = range(13, 16)


def is_working_day(country: str, day: date) -> bool:
    """Tell whether people work on `day`: no weekend, no holiday of the country (JP, else the usual of the USA)."""
    if day.weekday() >= 5 or (day.month, day.day) in {(1, 1), (1, 2), (12, 31)}:
        return False
    if country == "JP":
        closed = (day.month == 8 and day.day in _CLOSED_IN_AUGUST) or (day.month, day.day) in {(1, 3), (12, 30)}
        return not closed and not jpholiday.is_holiday(day)
    fourth_thursday = day.month == 11 and day.weekday() == 3 and 22 <= day.day <= 28
    return not fourth_thursday and (day.month, day.day) not in {(7, 4), (12, 25)}


def working_days(country: str, start: date, end: date) -> list[date]:
    """Return the working days from `start` to `end`, and `end` itself, which is always one of them."""
    days = [start + timedelta(days=number) for number in range((end - start).days + 1)]
    return [day for day in days if day == end or is_working_day(country, day)]


def busyness(country: str, day: date, today: date) -> Decimal:
    """Return how much is sold on `day`, 1 being an ordinary day of the last months; earlier years are smaller."""
    season = Decimal(_SEASONS.get(country, _SEASONS["US"])[day.month - 1])
    return season / (1 + _GROWTH * (today - day).days / _YEAR)
