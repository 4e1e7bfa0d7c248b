"""The months that the home page looks back on."""

from datetime import date

from daicho.kernel.periods import Period, add_months, month_of


def latest_months(today: date, count: int) -> list[Period]:
    """Return the last `count` months, the running one last."""
    return [month_of(add_months(today.replace(day=1), -back)) for back in range(count - 1, -1, -1)]
