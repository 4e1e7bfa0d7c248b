"""Due dates with the bank holidays of the organisation's country."""

from collections.abc import Callable
from datetime import date

import jpholiday

from daicho.contacts.core import terms as pure
from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile


def due_date(ctx: Ctx, *, terms: pure.PaymentTerms, day: date) -> date:
    """Return the day on which a document of `day` is due under `terms`."""
    if terms.holiday_rule == "none":
        return pure.due_date(terms, day)
    return pure.due_date(terms, day, _holidays(japanese=organization_profile(ctx).is_japanese))


def _holidays(*, japanese: bool) -> Callable[[date], bool]:
    return _is_closed_in_japan if japanese else _is_weekend


def _is_weekend(day: date) -> bool:
    return day.weekday() >= 5


def _is_closed_in_japan(day: date) -> bool:
    """Saturdays, Sundays, national holidays and 12-31 to 01-03 (japan.md TRM-02)."""
    turn_of_year = (day.month, day.day) in {(12, 31), (1, 1), (1, 2), (1, 3)}
    return _is_weekend(day) or turn_of_year or bool(jpholiday.is_holiday(day))
