"""Reports beside earlier periods: each figure is that of the report of its own period, for the same few statements."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.kernel.periods import Period
from daicho.platform.work import reading
from daicho.reporting.catalogue import REPORTS
from daicho.reporting.core.comparison import Compare, earlier_periods, spread
from daicho.reporting.core.report import Parameters
from daicho.stock.core.event import Kind
from tests.build.context import NOW
from tests.build.stock import make_shop

pytestmark = pytest.mark.django_db
NAMES = [name for name, kind in REPORTS.items() if kind.compares]
ASKED = Period(date(2026, 4, 5), date(2026, 5, 20))


@pytest.fixture(scope="module")
def shop(django_db_setup, django_db_blocker):
    """Movements on many days over two years, so that whole and broken months take part."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        shop = make_shop()
        for number in range(30):
            month, day = number % 12 + 1, (number * 7) % 28 + 1
            kind, value = (Kind.INFLOW, 700 + number) if number % 3 == 0 else (Kind.OUTFLOW, None)
            name = f"D{number:02d}"
            shop.post(name, shop.movement(name, kind, 2 + number, date(2025 + number // 15, month, day), value=value))
        yield shop
        transaction.set_rollback(True)


def ask(shop, name, period, known_at=None, compared=()):
    with reading(shop.ctx):
        parameters = Parameters(period.start, period.end, known_at, compared=compared)
        return REPORTS[name].query(shop.ctx, parameters=parameters)


@pytest.mark.parametrize("known_at", [None, NOW])
@pytest.mark.parametrize("compare", list(Compare))
@pytest.mark.parametrize("name", NAMES)
def test_each_figure_is_that_of_its_own_period(shop, name, compare, known_at):
    is_day = not REPORTS[name].is_period
    compared = earlier_periods(ASKED, compare, 5, is_day=is_day)
    report = ask(shop, name, ASKED, known_at, compared)
    key = next(column.key for column in report.shown if column.key.endswith("_name"))
    by_name = {row[key]: row for row in report.rows}
    for place, period in enumerate((ASKED, *compared)):
        alone = ask(shop, name, period, known_at)
        assert {name: report.totals[spread(name, place)] for name in alone.totals} == alone.totals
        figures = [column.key for column in alone.columns if column.is_figure]
        for row in alone.rows:
            assert [by_name[row[key]][spread(one, place)] for one in figures] == [row[one] for one in figures]


@pytest.mark.parametrize("name", NAMES)
def test_statements_do_not_grow_with_periods(shop, name):
    counts = []
    for count in (1, 12):
        with CaptureQueriesContext(connection) as queries:
            ask(shop, name, ASKED, None, earlier_periods(ASKED, Compare.PREVIOUS_PERIOD, count))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 9
