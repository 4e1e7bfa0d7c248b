"""Sales and purchases by contact, item and salesperson: worked examples, and lines that add up to them."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.documents.commands.update_document import update_document
from daicho.kernel.periods import Period
from daicho.platform.work import reading
from daicho.reporting.catalogue import REPORTS
from daicho.reporting.core.report import Parameters
from daicho.reporting.queries.verify import verify
from daicho.sales.commands.credit_invoice import credit_invoice
from daicho.sales.kinds import INVOICE
from tests.build.bills import credit_bill, make_bill
from tests.build.catalog import make_item
from tests.build.composites import make_composite
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.returns import lines_of
from tests.build.sales import make_invoice

pytestmark = pytest.mark.django_db
OCTOBER, NOVEMBER = Period(date(2026, 10, 1), date(2026, 10, 31)), Period(date(2026, 11, 1), date(2026, 11, 30))
DAY = date(2026, 10, 10)


@pytest.fixture
def ctx():
    return make_organization(country="JP")


def ask(ctx, name, period=OCTOBER, **rest):
    with reading(ctx):
        return REPORTS[name].query(ctx, parameters=Parameters(period.start, period.end, **rest))


def table(report, *keys):
    name = next(column.key for column in report.shown if column.key.endswith("_name"))
    return {row[name]: tuple(row[key] for key in keys) for row in report.rows}


def sell(ctx, customer, lines, day=DAY, **fields):
    return make_invoice(ctx, customer, lines, is_open=True, date=day, **fields)


def test_sales_by_item_know_cost_and_margin(ctx):
    tea, lesson = make_item(ctx, "Tea"), make_item(ctx, "Lesson", item_type="sales", product_type="service")
    make_bill(ctx, make_vendor(ctx), [line(tea, 10, rate=300)], date=DAY)
    customer = make_customer(ctx)
    lines = [line(tea, 4, rate=500), line(lesson, 1, rate=2000), line(None, 1, rate=50, name="Box")]
    made = sell(ctx, customer, lines)
    credit_invoice(ctx, invoice_id=made, quantities=None, fields={"lines": [line(tea, 1, rate=500)], "date": DAY})
    report = ask(ctx, "salesbyitem")
    assert table(report, "quantity", "amount", "cost", "margin") == {
        "Lesson": (1, 2000, None, None),
        "Tea": (3, 1500, 900, 600),
        "": (1, 50, None, None),
    }
    assert report.totals == {"quantity": 5, "amount": 3550, "cost": 900, "margin": 600}


def test_a_kit_costs_what_its_components_cost(ctx):
    tea, tin = make_item(ctx, "Tea"), make_item(ctx, "Tin")
    kit = make_composite(ctx, {tea: 2, tin: 1}, "Set", combo_type="kit")
    make_bill(ctx, make_vendor(ctx), [line(tea, 10, rate=100), line(tin, 10, rate=30)], date=DAY)
    sell(ctx, make_customer(ctx), [line(kit, 3, rate=2000), line(tea, 1, rate=500)])
    report = ask(ctx, "salesbyitem")
    assert table(report, "quantity", "amount", "cost", "margin") == {
        "Set": (3, 6000, 690, 5310),
        "Tea": (1, 500, 100, 400),
    }


def test_sales_by_customer_and_salesperson_and_their_lines(ctx):
    hana, ken = make_customer(ctx, contact_name="Hana"), make_customer(ctx, contact_name="Ken")
    tax = next(tax_id for name, tax_id in make_taxes_of(ctx).items() if "10" in name)
    work = [line(None, 2, rate=1000, name="Work", tax_id=tax)]
    sell(ctx, hana, work, salesperson_name="Aoi")
    sell(ctx, hana, work, is_inclusive_tax=True, salesperson_name="Aoi")
    sell(ctx, ken, work, discount="10%", is_discount_before_tax=True)
    report = ask(ctx, "salesbycustomer")
    keys = ("document_count", "amount", "tax", "amount_with_tax")
    assert table(report, *keys) == {"Hana": (2, 3819, 381, 4200), "Ken": (1, 1800, 180, 1980)}
    people = ask(ctx, "salesbysalesperson")
    assert table(people, "document_count", "amount") == {"Aoi": (2, 3819), "": (1, 1800)}
    assert people.totals == report.totals
    assert ask(ctx, "salesdetails", contact_id=ken).totals["amount"] == 1800
    assert ask(ctx, "salesdetails", salesperson_id=0).totals["amount"] == 1800
    assert [row["amount"] for row in ask(ctx, "salesdetails").rows] == [2000, 1819, 1800]


def make_taxes_of(ctx):
    from daicho.taxes.queries.taxes import tax_choices

    with reading(ctx):
        return {tax.name: tax.tax_id for tax in tax_choices(ctx)}


def test_foreign_documents_and_discounts_after_tax_are_shares_of_their_totals(ctx):
    abroad = make_customer(ctx, contact_name="Ann", currency_code="USD")
    lines = [line(None, 1, rate="33.33", name="A"), line(None, 1, rate="66.68", name="B")]
    sell(ctx, abroad, lines, exchange_rate=Decimal("150.5"))
    sell(ctx, abroad, lines, exchange_rate=Decimal("150.5"))
    home = make_customer(ctx, contact_name="Bo")
    sell(ctx, home, [line(None, 1, rate=1000, name="A"), line(None, 1, rate=500, name="B")],
         discount="150", discount_type="entity_level", is_discount_before_tax=False)  # fmt: skip
    report = ask(ctx, "salesbycustomer")
    assert table(report, "document_count", "amount") == {"Ann": (2, 2 * 15052), "Bo": (1, 1350)}
    details = ask(ctx, "salesdetails", contact_id=abroad)
    assert [row["amount"] for row in details.rows] == [5016, 10036, 5016, 10036]


def test_purchases_are_bills_less_vendor_credits(ctx):
    tea, sato = make_item(ctx, "Tea"), make_vendor(ctx, contact_name="Sato")
    bill = make_bill(ctx, sato, [line(tea, 10, rate=300), line(None, 1, rate=80, name="Box")], date=DAY)
    make_bill(ctx, sato, [line(tea, 1, rate=300)], date=DAY, is_open=False)
    credit_bill(ctx, bill, date=NOVEMBER.start)
    both = ask(ctx, "purchasesbyitem", compared=(NOVEMBER,))
    keys = ("quantity", "amount", "quantity_1", "amount_1")
    assert table(both, *keys) == {"Tea": (10, 3000, -10, -3000), "": (1, 80, -1, -80)}
    assert table(ask(ctx, "purchasesbyvendor"), "document_count", "amount") == {"Sato": (1, 3080)}
    found = ask(ctx, "purchasedetails", Period(OCTOBER.start, NOVEMBER.end), item_id=tea)
    assert [(row["source_type"], row["quantity"]) for row in found.rows] == [("bill", 10), ("vendorcredit", -10)]


@pytest.mark.parametrize("name", ["salesbyitem", "salesbycustomer", "salesbysalesperson", "purchasesbyvendor"])
def test_statements_do_not_grow_with_periods(ctx, name):
    counts = []
    for periods in ((), (NOVEMBER,)):
        with CaptureQueriesContext(connection) as queries:
            ask(ctx, name, compared=periods)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6


def test_a_line_that_became_another_kit_costs_in_the_past_what_it_cost_then(ctx):
    """The components that moved are kept: what was known at a moment is read by them."""
    tea, tin = make_item(ctx, "Tea"), make_item(ctx, "Tin")
    box, tower = (
        make_composite(ctx, {tea: 2}, "Box", combo_type="kit"),
        make_composite(ctx, {tea: 3, tin: 1}, "Tower", combo_type="kit"),
    )
    make_bill(ctx, make_vendor(ctx), [line(tea, 20, rate=100), line(tin, 20, rate=30)], date=DAY)
    made = sell(ctx, make_customer(ctx), [line(box, 2, rate=2000)])
    (sold,) = lines_of(ctx, INVOICE, made)
    seen = [(ctx.now, table(ask(ctx, "salesbyitem"), "quantity", "cost"))]
    assert seen[0][1] == {"Box": (2, 400)}
    for minute, (kit, told) in enumerate([(tower, {"Tower": (2, 660)}), (box, {"Box": (2, 400)})], start=1):
        later = replace(ctx, now=ctx.now + timedelta(minutes=minute))
        update_document(
            later, kind=INVOICE, document_id=made, fields={"lines": [line(kit, 2, rate=2000, line_id=sold)]}
        )
        seen.append((later.now, table(ask(later, "salesbyitem"), "quantity", "cost")))
        assert seen[-1][1] == told
    last = replace(ctx, now=ctx.now + timedelta(hours=1))
    for moment, told in seen:
        assert table(ask(last, "salesbyitem", known_at=moment), "quantity", "cost") == told, moment
    assert verify(last) == []
