"""Who takes the last goods at the same moment: nobody gets what is not there, and the books stay true."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection, connections

from daicho.catalog.queries.stock_figures import stock_figures
from daicho.kernel.errors import RuleBroken
from daicho.kernel.measure import MICRO
from daicho.platform.retry import retried
from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from daicho.stock.commands.create_adjustment import create_adjustment
from tests.build.catalog import make_item
from tests.build.organization import make_organization

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
WRITERS = 8


def test_the_last_goods_are_taken_once():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
    ctx = make_organization(negative_stock="block")
    opening = [{"location_id": None, "quantity_micro": 10 * MICRO, "rate_micro": 100 * MICRO}]
    items = [make_item(ctx, name, opening_stock=opening) for name in ("Tea", "Cup")]
    start = Barrier(WRITERS)

    def take(number):
        wanted = items if number % 2 else items[::-1]
        lines = [{"item_id": item, "quantity": Decimal(-3)} for item in wanted]
        fields = {"date": date(2026, 11, 1), "reason": "Race", "lines": lines}
        try:
            start.wait()
            retried(lambda: create_adjustment(ctx, fields=fields))
        except RuleBroken as refused:
            return refused.code
        finally:
            connections.close_all()
        return 0

    with ThreadPoolExecutor(WRITERS) as pool:
        codes = sorted(pool.map(take, range(WRITERS)))
    assert codes == [0] * 3 + [4953] * 5
    with reading(ctx):
        left = [stock_figures(ctx, item_ids=[item])[item].figures.on_hand // MICRO for item in items]
    assert left == [1, 1]
    assert verify(ctx) == []
