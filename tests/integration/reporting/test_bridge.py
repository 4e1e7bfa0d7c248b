"""What orders wait for, and what stands between physical and accounting stock, with its documents."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.platform.work import reading
from daicho.purchases.commands.create_purchase_receive import create_purchase_receive
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.reporting.catalogue import REPORTS
from daicho.reporting.core.bridge import Gap
from daicho.reporting.core.report import Parameters
from daicho.reporting.queries.verify import verify
from daicho.reporting.queries.verify_bridge import verify_bridge
from daicho.sales.commands.create_package import create_package
from daicho.sales.commands.create_shipment import create_shipment
from daicho.sales.commands.credit_sales_return import credit_sales_return
from daicho.sales.commands.invoice_order import invoice_order
from daicho.sales.commands.receive_sales_return import receive_sales_return
from daicho.sales.kinds import SALES_ORDER
from daicho.stock.models import StockTotal
from tests.build.bills import bill_order, credit_bill, make_bill
from tests.build.catalog import make_item
from tests.build.composites import make_composite
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.purchases import make_purchase_order
from tests.build.returns import Shipped, lines_of
from tests.build.sales import make_invoice, make_sales_order

pytestmark = pytest.mark.django_db
DAY, TODAY = date(2026, 10, 1), date(2026, 11, 24)
GAPS = (Gap.RECEIVED_NOT_BILLED, Gap.BILLED_NOT_RECEIVED, Gap.SHIPPED_NOT_INVOICED, Gap.INVOICED_NOT_SHIPPED)


@pytest.fixture
def ctx():
    return make_organization(country="JP", application="inventory")


class Bought:
    """An issued order of ten teas at 300 each."""

    def __init__(self, ctx, **fields):
        self.ctx, self.tea, self.vendor = ctx, make_item(ctx, "Tea"), make_vendor(ctx)
        self.order = make_purchase_order(ctx, self.vendor, [line(self.tea, 10, rate=300)], date=DAY, **fields)
        change_state(ctx, kind=PURCHASE_ORDER, document_id=self.order, action=Action.OPEN)
        (self.line,) = lines_of(ctx, PURCHASE_ORDER, self.order)

    def receive(self, quantity, day=DAY):
        rows = [{"line_id": self.line, "quantity": Decimal(quantity)}]
        return create_purchase_receive(self.ctx, order_id=self.order, fields={"date": day, "lines": rows})


def ask(ctx, name, day=TODAY, **rest):
    with reading(ctx):
        return REPORTS[name].query(ctx, parameters=Parameters(day, day, **rest))


def bridge(ctx, day=TODAY, **rest):
    """Accounting stock, the four gaps, physical stock of the one item."""
    (row,) = ask(ctx, "stockbridge", day, **rest).rows
    return tuple(row[key] for key in ("accounting_stock", *GAPS, "physical_stock"))


def gap(ctx, name, **rest):
    return [
        (row["source_type"], row["source_id"], row["quantity"], row["value"]) for row in ask(ctx, name, **rest).rows
    ]


def test_received_before_billed_and_billed_before_received(ctx):
    bought = Bought(ctx)
    bought.receive(6)
    assert bridge(ctx) == (0, 6, 0, 0, 0, 6)
    assert gap(ctx, "receivednotbilled") == [("purchaseorder", bought.order, 6, 1800)]
    bill = bill_order(ctx, bought.order, {bought.line: 4})
    assert bridge(ctx) == (4, 2, 0, 0, 0, 6)
    alone = make_bill(ctx, bought.vendor, [line(bought.tea, 3, rate=200)], date=DAY)
    assert bridge(ctx) == (7, 2, 3, 0, 0, 6)
    assert gap(ctx, "billednotreceived") == [("bill", alone, 3, 600)]
    credit_bill(ctx, bill)
    assert bridge(ctx) == (3, 6, 3, 0, 0, 6)
    assert gap(ctx, "receivednotbilled", item_id=bought.tea) == [("purchaseorder", bought.order, 6, 1800)]
    assert gap(ctx, "receivednotbilled", item_id=1) == []
    assert verify(ctx) == []


def test_shipped_before_invoiced_and_back_again(ctx):
    shipped = Shipped(ctx)
    assert bridge(ctx) == (10, 0, 0, 4, 0, 6)
    assert gap(ctx, "shippednotinvoiced") == [("salesorder", shipped.order, 4, 2000)]
    invoice_order(ctx, order_id=shipped.order, is_open=True)
    assert bridge(ctx) == (5, 0, 0, 0, 1, 6)
    made = shipped.give_back(2)
    receive_sales_return(ctx, return_id=made, fields={})
    assert bridge(ctx) == (5, 0, 0, 0, 3, 8)
    credit_sales_return(ctx, return_id=made, fields={}, is_open=True)
    assert bridge(ctx) == (7, 0, 0, 0, 1, 8)
    assert gap(ctx, "invoicednotshipped") == [("salesorder", shipped.order, 1, 500)]
    assert verify(ctx) == []


def test_an_invoice_without_an_order_stands_for_itself_in_its_currency(ctx):
    tea, abroad = make_item(ctx, "Tea"), make_customer(ctx, currency_code="USD")
    lines = [line(tea, 2, rate="10.01")]
    made = make_invoice(ctx, abroad, lines, is_open=True, date=DAY, exchange_rate=Decimal(150))
    assert gap(ctx, "invoicednotshipped") == [("invoice", made, 2, 3003)]
    assert bridge(ctx) == (-2, 0, 0, 0, 2, 0)


def test_components_of_kits_belong_to_the_order_of_the_kit(ctx):
    tea, tin = make_item(ctx, "Tea"), make_item(ctx, "Tin")
    kit = make_composite(ctx, {tea: 2, tin: 1}, "Set", combo_type="kit")
    order = make_sales_order(ctx, make_customer(ctx), [line(kit, 4, rate=2000)], date=DAY)
    change_state(ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    (kits,) = lines_of(ctx, SALES_ORDER, order)
    package = create_package(ctx, order_id=order, fields={"lines": [{"line_id": kits, "quantity": Decimal(3)}]})
    create_shipment(ctx, fields={"package_ids": [package], "date": DAY})
    assert sorted(gap(ctx, "shippednotinvoiced")) == [("salesorder", order, 3, 0), ("salesorder", order, 6, 0)]
    invoice_order(ctx, order_id=order, quantities={kits: Decimal(4)}, is_open=True)
    assert gap(ctx, "shippednotinvoiced") == []
    assert sorted(gap(ctx, "invoicednotshipped")) == [("salesorder", order, 1, 0), ("salesorder", order, 2, 0)]
    assert verify(ctx) == []


def test_the_bridge_travels_in_time(ctx):
    bought = Bought(ctx)
    bought.receive(6, date(2026, 10, 5))
    known = ctx.now + timedelta(hours=1)
    bought.ctx = replace(ctx, now=ctx.now + timedelta(hours=2))
    bill_order(bought.ctx, bought.order, {bought.line: 6}, date=date(2026, 10, 9))
    assert ask(ctx, "stockbridge", date(2026, 10, 4)).rows == []
    assert bridge(ctx, date(2026, 10, 8)) == (0, 6, 0, 0, 0, 6)
    assert bridge(ctx) == (6, 0, 0, 0, 0, 6)
    assert bridge(ctx, known_at=known) == (0, 6, 0, 0, 0, 6)
    assert gap(ctx, "receivednotbilled", known_at=known) == [("purchaseorder", bought.order, 6, 1800)]


def test_open_orders_wait_for_goods_and_papers(ctx):
    bought = Bought(ctx, due=date(2026, 12, 1))
    bought.receive(6)
    bill_order(ctx, bought.order, {bought.line: 4})
    order = make_sales_order(ctx, make_customer(ctx), [line(bought.tea, 5, rate=500)], date=DAY)
    change_state(ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    (row,) = ask(ctx, "openorders").rows
    keys = ("to_be_shipped", "to_be_invoiced", "to_be_received", "to_be_billed")
    assert tuple(row[key] for key in keys) == (5, 5, 4, 6)
    (waits,) = ask(ctx, "openpurchaseorders", item_id=bought.tea).rows
    assert (waits["source_id"], waits["due_date"], waits["quantity"]) == (bought.order, date(2026, 12, 1), 10)
    assert (waits["to_be_received"], waits["to_be_billed"]) == (4, 6)
    assert ask(ctx, "opensalesorders").totals == {"quantity": 5, "to_be_shipped": 5, "to_be_invoiced": 5}
    assert ask(ctx, "openorders", date(2026, 9, 30)).rows == []


def test_verification_finds_stock_that_no_document_explains(ctx):
    Bought(ctx).receive(6)
    with reading(ctx):
        assert list(verify_bridge(ctx)) == []
        StockTotal.objects.update(physical_in_micro=5_000_000)
        found = {mismatch.detail for mismatch in verify_bridge(ctx)}
    assert found == {"physical less accounting 5000000, documents 6000000"}


@pytest.mark.parametrize("name", ["stockbridge", "receivednotbilled", "openorders", "openpurchaseorders"])
def test_statements_do_not_grow_with_documents(ctx, name):
    counts = []
    for _round in range(2):
        for _ in range(2):
            Bought(ctx).receive(3)
        with CaptureQueriesContext(connection) as queries:
            ask(ctx, name)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8  # a page asks four more
