"""The views of lists by day that the wire knows: today, this week, month, quarter, fiscal year."""

from collections.abc import Callable
from datetime import date

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.kernel.periods import Period, add_months, end_of_month, fiscal_year_of, month_of
from daicho.organizations.queries.profile import organization_profile


def day_views(  # tidy: allow call-shape: a part of a listing, made when it is declared
    prefix: str,
) -> dict[str, Callable[[Ctx], Q]]:
    """Return the views of a list by the column `date`, named `<prefix>.All`, `<prefix>.Today` and so on."""
    return {
        f"{prefix}.All": lambda _ctx: Q(),
        f"{prefix}.Today": lambda ctx: Q(date=ctx.today),
        f"{prefix}.ThisWeek": _within(_week),
        f"{prefix}.ThisMonth": _within(lambda ctx: month_of(ctx.today)),
        f"{prefix}.ThisQuarter": _within(_quarter),
        f"{prefix}.ThisYear": _within(_fiscal_year),
    }


def _within(period_of: Callable[[Ctx], Period]) -> Callable[[Ctx], Q]:
    def view(ctx: Ctx) -> Q:
        period = period_of(ctx)
        return Q(date__gte=period.start, date__lte=period.end)

    return view


def _week(ctx: Ctx) -> Period:
    sunday = date.fromordinal(ctx.today.toordinal() - ctx.today.isoweekday() % 7)
    return Period(sunday, date.fromordinal(sunday.toordinal() + 6))


def _fiscal_year(ctx: Ctx) -> Period:
    return fiscal_year_of(ctx.today, organization_profile(ctx).fiscal_year_start_month)


def _quarter(ctx: Ctx) -> Period:
    start = _fiscal_year(ctx).start
    months = (ctx.today.year - start.year) * 12 + ctx.today.month - start.month
    first = add_months(start, months - months % 3)
    return Period(first, end_of_month(add_months(first, 2)))
