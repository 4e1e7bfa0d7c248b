"""Reports on the engine: statements tie out, travel in time, and roll the years."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from daicho.ledger.commands.post import post
from daicho.ledger.core.posting import Amount, Line, Slot, Source
from daicho.ledger.queries.system_account import system_account
from daicho.platform.work import reading
from daicho.reporting.catalogue import REPORTS
from daicho.reporting.core.report import Parameters
from daicho.reporting.queries.tied_out import tied_out
from daicho.stock.core.event import Kind
from tests.build.context import NOW
from tests.build.stock import assembly, make_shop

pytestmark = pytest.mark.django_db
APRIL, MARCH = date(2026, 4, 1), date(2026, 3, 31)


@pytest.fixture
def shop():
    """Ten bought for 1,000 in March, four sold in April for 900: one fiscal year ends between them."""
    shop = make_shop()
    shop.post("B1", shop.movement("B1", Kind.INFLOW, 10, MARCH, value=1000))
    shop.post("S1", shop.movement("S1", Kind.OUTFLOW, 4, APRIL))
    sell(shop, 900, APRIL)
    return shop


def sell(shop, amount, day, number="INV-1", ctx=None):
    with reading(shop.ctx):
        receivable, sales = (system_account(shop.ctx, key) for key in ("accounts_receivable", "sales_default"))
    lines = [
        Line(Slot(day, receivable, contact_id=5, currency="JPY"), Amount(amount, amount)),
        Line(Slot(day, sales, currency="JPY"), Amount(-amount, -amount)),
    ]
    post(ctx or shop.ctx, source=Source("invoice", sum(map(ord, number)), number), wanted=lines)


def ask(shop, name, start=APRIL, end=date(2027, 3, 31), **rest):
    with reading(shop.ctx):
        return REPORTS[name].query(shop.ctx, parameters=Parameters(start, end, **rest))


def rows(report, key="account_name", value="amount"):
    return {row[key]: row[value] for row in report.rows}


def test_profit_and_loss(shop):
    report = ask(shop, "profitandloss")
    assert report.totals == {
        "income": 900,
        "cost_of_goods_sold": 400,
        "gross_profit": 500,
        "expense": 0,
        "operating_profit": 500,
        "net_profit": 500,
    }
    assert sorted(rows(report).values()) == [400, 900]


def test_the_balance_sheet_balances_and_profit_rolls_into_retained_earnings(shop):
    this_year = ask(shop, "balancesheet")
    assert this_year.totals == {"assets": 1500, "liabilities": 1000, "equity": 500}
    assert rows(this_year)["Current year earnings"] == 500
    next_year = ask(shop, "balancesheet", end=date(2027, 4, 1))
    assert next_year.totals == this_year.totals
    assert "Current year earnings" not in rows(next_year)


@pytest.mark.parametrize("end", [MARCH, APRIL, date(2026, 4, 15), date(2027, 5, 5)])
def test_the_trial_balance_is_equal_on_both_sides_on_any_day(shop, end):
    totals = ask(shop, "trialbalance", end=end).totals
    assert totals["debit"] == totals["credit"] > 0


def test_the_general_ledger_carries_balances_forward(shop):
    report = ask(shop, "generalledger", start=APRIL, end=date(2026, 4, 30))
    stock = next(row for row in report.rows if row["opening_balance"] == 1000)
    assert (stock["debit"], stock["credit"], stock["closing_balance"]) == (0, 400, 600)
    assert report.totals["debit"] == report.totals["credit"] == 1300


def test_account_transactions_run_to_the_closing_balance(shop):
    account = shop.accounts["inventory_asset"]
    report = ask(shop, "accounttransactions", start=MARCH, account_id=account)
    assert [(row["source_number"], row["debit"], row["credit"], row["balance"]) for row in report.rows] == [
        ("B1", 1000, 0, 1000),
        ("S1", 0, 400, 600),
    ]


@pytest.mark.parametrize("end", [MARCH, date(2026, 4, 15), date(2026, 4, 30)])
def test_valuation_is_the_inventory_account_on_any_day(shop, end):
    valuation = ask(shop, "inventoryvaluation", end=end)
    with reading(shop.ctx):
        assert tied_out(shop.ctx).agrees
    account = rows(ask(shop, "trialbalance", end=end), "account_id", "debit")[shop.accounts["inventory_asset"]]
    assert valuation.totals["value"] == account
    assert valuation.totals["quantity"] == (10 if end == MARCH else 6)


def test_reports_travel_in_time(shop):
    later = replace(shop.ctx, now=NOW + timedelta(days=3))
    sell(shop, 77, APRIL, "INV-2", later)
    shop.ctx = later
    shop.post("B1", shop.movement("B1", Kind.INFLOW, 10, MARCH, value=2000))
    known = NOW + timedelta(days=1)
    assert ask(shop, "profitandloss").totals["net_profit"] == 900 + 77 - 800
    assert ask(shop, "profitandloss", known_at=known).totals["net_profit"] == 500
    assert ask(shop, "inventoryvaluation").totals["value"] == 1200
    assert ask(shop, "inventoryvaluation", known_at=known).totals == {"quantity": 6, "value": 600}
    assert ask(shop, "trialbalance", known_at=NOW - timedelta(days=1)).rows == []


def test_lots_that_are_left(shop):
    report = ask(shop, "fifocostlots", item_id=shop.items[0])
    (row,) = report.rows
    assert (row["source"], row["quantity_left"], row["unit_cost"], row["value"]) == ("B1", 6, Decimal("100"), 600)


def left(shop, end, **rest):
    """Return item index → (quantity, value) of the lots that are left, which are the rows of the valuation."""
    valuation = {row["item_id"]: row for row in ask(shop, "inventoryvaluation", end=end, **rest).rows}
    found = {}
    for number, item_id in enumerate(shop.items):
        totals = ask(shop, "fifocostlots", end=end, item_id=item_id, **rest).totals
        row = valuation.get(item_id, {"quantity": 0, "value": 0})
        assert totals == {"quantity_left": row["quantity"], "value": row["value"]}
        found[number] = (totals["quantity_left"], totals["value"])
    return found


@pytest.mark.parametrize(("method", "cost"), [("fifo", 500), ("wac", 750)])
def test_the_lots_are_worth_what_the_valuation_says(method, cost):
    """By either method, and of what was assembled of goods that cost more later; on each day, and as known then."""
    shop = make_shop(items=2, method=method)
    may, june = date(2026, 5, 1), date(2026, 6, 1)
    shop.post("B1", shop.movement("B1", Kind.INFLOW, 10, MARCH, value=1000))
    shop.post("B2", shop.movement("B2", Kind.INFLOW, 10, APRIL, value=2000))
    shop.post("A1", *assembly(shop, "A1", may, [(0, 5)], [(1, 5)], services=25))
    shop.post("S1", shop.movement("S1", Kind.OUTFLOW, 2, june, item=1))
    before = {0: (15, 3000 - cost), 1: (5, cost + 25)}
    assert left(shop, may) == before
    shop.ctx = replace(shop.ctx, now=NOW + timedelta(days=3))
    shop.post("L1", shop.movement("L1", Kind.VALUE, 0, june, value=100, of="B1"))
    assert left(shop, may) == before
    assert left(shop, june) != left(shop, june, known_at=NOW + timedelta(days=1))
    assert left(shop, june, known_at=NOW + timedelta(days=1))[0] == before[0]


@pytest.mark.parametrize("stock", ["accounting", "physical"])
def test_the_inventory_summary_counts_what_moved(shop, stock):
    (row,) = ask(shop, "inventorysummary", stock=stock).rows
    assert (row["quantity_in"], row["quantity_out"], row["stock_on_hand"]) == (0, 4, 6)
