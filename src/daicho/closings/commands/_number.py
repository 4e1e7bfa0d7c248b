"""Numbers of closing statements."""

from datetime import date

from daicho.closings.models import ClosingStatement
from daicho.kernel.context import Ctx
from daicho.kernel.periods import fiscal_year_of
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.numbering import next_number


def statement_number(ctx: Ctx, day: date) -> str:
    """Return the next free number of the series."""
    start = fiscal_year_of(day, organization_profile(ctx).fiscal_year_start_month).start
    while True:
        number = next_number(ctx, "closingstatement", fiscal_year_start=start)
        if not ClosingStatement.objects.filter(number=number).exists():
            return number
