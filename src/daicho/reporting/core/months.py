"""Which months a report takes whole."""

from datetime import date, timedelta

from daicho.kernel.periods import end_of_month


def last_whole_month(end: date) -> date:
    """Return the end of the month up to which sums by month are taken for days until `end`.

    That of its own month where fewer days have to be taken off again than added (today's month has hardly any day after
    today), else that of the month before.
    """
    month_end = end_of_month(end)
    return month_end if (month_end - end).days < end.day else end.replace(day=1) - timedelta(days=1)
