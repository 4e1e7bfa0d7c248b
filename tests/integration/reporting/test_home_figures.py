"""What the home page tells is what the reports behind it tell."""

from dataclasses import replace
from decimal import Decimal

import pytest

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.identity.commands.create_user import create_user
from daicho.kernel.context import system_actor
from daicho.platform.work import reading
from daicho.processes.commands._demo_organization import make_demo_organization
from daicho.processes.demo.organizations import MINATO, History
from daicho.processes.demo.people import PASSWORD, PEOPLE
from daicho.reporting.core.report import Parameters
from daicho.reporting.queries._open_items import open_items
from daicho.reporting.queries._sides import PAYABLE, RECEIVABLE
from daicho.reporting.queries._trade import PURCHASES, SALES
from daicho.reporting.queries._traded import traded
from daicho.reporting.queries.books_by_month import books_by_month
from daicho.reporting.queries.open_by_age import open_by_age
from daicho.reporting.queries.organizations import all_organizations
from daicho.reporting.queries.profit_and_loss import profit_and_loss
from daicho.reporting.queries.top_items import top_items
from daicho.reporting.queries.trade_by_month import trade_by_month
from daicho.reporting.queries.trial_balance import trial_balance
from daicho.reporting.queries.work_in_hand import work_in_hand
from daicho.sales.kinds import SALES_ORDER
from tests.build.context import context
from tests.build.sales import make_sales_order


@pytest.fixture
def ctx(db):
    """Some months of a Japanese business with customers and vendors abroad."""
    del db
    outside = replace(context(0), actor=system_actor())
    for person in PEOPLE:
        create_user(outside, email=person.email, password=PASSWORD, name=person.name, locale=person.locale)
    make_demo_organization(outside, MINATO, History(2, Decimal("0.7")), lambda part: None)
    (row,) = all_organizations(outside)
    ctx = context(row.organization_id)
    with reading(ctx):
        yield ctx


def test_the_figures_of_the_home_page_are_those_of_the_reports(ctx, django_assert_num_queries):
    months_and_kinds(ctx, django_assert_num_queries)
    unpaid(ctx, django_assert_num_queries)
    books(ctx, django_assert_num_queries)
    work(ctx, django_assert_num_queries)


def months_and_kinds(ctx, django_assert_num_queries):
    with django_assert_num_queries(1):
        trade = trade_by_month(ctx)
    assert [month.end for month in trade.months][-1] >= ctx.today
    for sources, amounts in ((SALES, trade.sales), (PURCHASES, trade.purchases)):
        sums = traded(sources, trade.months, "item_id")
        assert [sum(one.amount for one in each.values()) for each in sums] == amounts
        assert any(amounts)
    with django_assert_num_queries(1):
        period, best = top_items(ctx, count=5)
    (sold,) = traded(SALES, [period], "item_id")
    ranking = sorted((one.amount for key, one in sold.items() if key), reverse=True)
    assert [item.amount for item in best] == ranking[:5]


def unpaid(ctx, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = open_by_age(ctx)
    for name, side in (("invoice", RECEIVABLE), ("bill", PAYABLE)):
        items = [item for item in open_items(ctx, side, ctx.today)[0] if item.kind == name]
        assert found[name].count == len(items) > 1
        assert found[name].total == sum(item.amount for item in items)
        assert found[name].late == sum(item.amount for item in items if item.days_late(ctx.today))


def books(ctx, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = books_by_month(ctx)
    for month, income, expense, money in zip(found.months, found.income, found.expense, found.money, strict=True):
        report = profit_and_loss(ctx, parameters=Parameters(month.start, month.end))
        assert report.totals["net_profit"] == income - expense
        rows = trial_balance(ctx, parameters=Parameters(month.start, month.end)).rows
        held = [row for row in rows if row["account_type"] in {"bank", "cash"}]
        assert money == sum(Decimal(str(row["debit"])) - Decimal(str(row["credit"])) for row in held)
    assert found.money[-1] == sum(account.balance for account in found.accounts)


def work(ctx, django_assert_num_queries):
    make_sales_order(ctx)
    waiting = make_sales_order(ctx)
    change_state(ctx, kind=SALES_ORDER, document_id=waiting, action=Action.OPEN)
    with django_assert_num_queries(1):
        found = work_in_hand(ctx)
    orders = SALES_ORDER.header.objects.filter(state="open")
    assert found.open("salesorder") == orders.count() > 0
    assert found.marked("salesorder", packed_status="") == orders.filter(packed_status="").count()
    assert found.drafts["salesorder"] == SALES_ORDER.header.objects.filter(state="draft").count()
