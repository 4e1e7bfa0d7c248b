"""Which months a report takes whole, and which days it adds to them or takes off again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from daicho.kernel.periods import Period, end_of_month

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a sum: from `start` (None: the beginning) to `end`, both included."""

    start: date | None
    end: date


@dataclass(frozen=True, slots=True)
class Cover:
    """What a span is summed from: whole months (first days, None: none) and days with their sign (+1, −1)."""

    months: Span | None
    days: tuple[tuple[int, Period], ...]


def last_whole_month(end: date) -> date:
    """Return the end of the month up to which sums by month are taken for days until `end`.

    That of its own month where fewer days have to be taken off again than added (today's month has hardly any day after
    today), else that of the month before.
    """
    month_end = end_of_month(end)
    return month_end if (month_end - end).days < end.day else end.replace(day=1) - _DAY


def cover(span: Span) -> Cover:
    """Return the whole months and the broken days whose sums make up `span`."""
    first = _month_after(span.start) if span.start else None
    last = last_whole_month(span.end)
    if span.start and first and first > last:
        return Cover(None, ((1, Period(span.start, span.end)),))
    days: list[tuple[int, Period]] = []
    if span.start and first and span.start < first:
        days.append((1, Period(span.start, first - _DAY)))
    if last < span.end:
        days.append((1, Period(last + _DAY, span.end)))
    if last > span.end:
        days.append((-1, Period(span.end + _DAY, last)))
    return Cover(Span(first, last.replace(day=1)), tuple(days))


def broken_days(covers: Iterable[Cover]) -> list[Period]:
    """Return the different periods of days that the covers need beside whole months."""
    return list(dict.fromkeys(period for one in covers for _sign, period in one.days))


def _month_after(day: date) -> date:
    """Return `day` where it begins a month, else the first of the next month."""
    return day if day.day == 1 else end_of_month(day) + _DAY
