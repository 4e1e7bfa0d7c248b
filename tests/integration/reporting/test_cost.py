"""A figure of cost as the documents that it is made of, each with its explanation."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from daicho.kernel.errors import NotFound
from daicho.platform.work import reading
from daicho.reporting.catalogue import REPORTS
from daicho.reporting.core.report import Parameters
from daicho.stock.core.event import Kind
from tests.build.context import NOW
from tests.build.stock import make_shop

pytestmark = pytest.mark.django_db
APRIL = (date(2026, 4, 1), date(2026, 4, 30))


@pytest.fixture
def shop():
    """Ten for 1,000; four sold; then, dated before, four for 800."""
    shop = make_shop()
    shop.post("B1", shop.movement("B1", Kind.INFLOW, 10, date(2026, 4, 2), value=1000))
    shop.post("S1", shop.movement("S1", Kind.OUTFLOW, 4, date(2026, 4, 5)))
    shop.post("S2", shop.movement("S2", Kind.OUTFLOW, 2, date(2026, 5, 5)))
    shop.ctx = replace(shop.ctx, now=NOW + timedelta(days=1))
    shop.post("B0", shop.movement("B0", Kind.INFLOW, 4, date(2026, 4, 1), value=800))
    return shop


def ask(shop, name="costbydocument", period=APRIL, **rest):
    with reading(shop.ctx):
        return REPORTS[name].query(shop.ctx, parameters=Parameters(*period, **rest))


def test_documents_make_the_figure_and_tell_what_became_known_later(shop):
    account = shop.accounts["cogs_default"]
    report = ask(shop, account_id=account)
    keys = ("source_number", "at_once", "later", "other", "amount")
    assert [tuple(row[key] for key in keys) for row in report.rows] == [("S1", 400, 400, None, 800)]
    profit = ask(shop, "profitandloss")
    (cost,) = (row for row in profit.rows if row["account_id"] == account)
    assert report.totals["amount"] == cost["amount"] == 800
    assert cost["leads"] == "costbydocument"
    known = ask(shop, account_id=account, known_at=NOW)
    assert (known.totals["amount"], known.totals["later"]) == (400, 0)
    with pytest.raises(NotFound):
        ask(shop, account_id=1)
