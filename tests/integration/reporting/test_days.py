"""Whole months come from sums, the broken one from rows: on every day the same as all rows until then."""

from datetime import date, timedelta

import pytest
from django.db.models import Sum

from daicho.kernel.rounding import unscaled
from daicho.ledger.models import JournalLine
from daicho.platform.work import reading
from daicho.reporting.core.months import Span
from daicho.reporting.core.report import Parameters
from daicho.reporting.queries.account_sums import account_sums
from daicho.reporting.queries.inventory_valuation import inventory_valuation
from daicho.stock.core.event import Kind
from daicho.stock.models import StockValue
from tests.build.stock import make_shop

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)


def test_every_day_is_the_sum_of_all_rows_until_then():
    shop = make_shop()
    for number in range(0, 61, 6):
        name, day = f"D{number:02d}", DAY + timedelta(days=number)
        kind, value = (Kind.INFLOW, 100 + number) if number % 4 == 0 else (Kind.OUTFLOW, None)
        shop.post(name, shop.movement(name, kind, 5, day, value=value))
    with reading(shop.ctx):
        for day in (DAY + timedelta(days=number) for number in range(-2, 65)):
            lines = JournalLine.objects.filter(day__lte=day).values_list("account_id").annotate(Sum("amount_minor"))
            (found,) = account_sums(shop.ctx, spans=[Span(None, day)])
            assert {key: sums.balance for key, sums in found.items() if sums.balance} == {k: v for k, v in lines if v}
            (since,) = account_sums(shop.ctx, spans=[Span(DAY + timedelta(days=9), day)])
            assert sum(sums.balance for sums in since.values()) == 0
            value = StockValue.objects.filter(day__lte=day).aggregate(sum=Sum("value_minor"))["sum"] or 0
            report = inventory_valuation(shop.ctx, parameters=Parameters(start=DAY, end=day))
            assert report.totals["value"] == unscaled(value, 0)
