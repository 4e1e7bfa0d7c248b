"""Cases 4, 5 and 19 of behaviour.md 14: what goods cost, and how documents are numbered."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from daicho.documents.queries.document_view import document_view
from daicho.kernel.errors import InvalidInput
from daicho.ledger.models import JournalLine
from daicho.organizations.commands.change_series import change_series
from daicho.platform.numbering import list_series
from daicho.platform.work import reading
from daicho.purchases.commands.allocate_landed_cost import allocate_landed_cost
from daicho.purchases.kinds import BILL
from daicho.reporting.catalogue import REPORTS
from daicho.reporting.core.report import Parameters
from daicho.sales.kinds import INVOICE
from tests.build.bills import make_bill
from tests.build.catalog import make_item
from tests.build.contacts import make_vendor
from tests.build.documents import line
from tests.build.returns import receive_stock
from tests.build.sales import make_invoice
from tests.scenarios.test_trading import DAY, Trader

pytestmark = pytest.mark.django_db


@pytest.fixture
def trader():
    return Trader()


def test_case_4_first_in_first_out_and_a_bill_that_comes_late(trader):
    """600, 1600 and 260 (5.3); a bill of an earlier day changes what was sold, and the books follow every day."""
    vendor = make_vendor(trader.ctx)

    def sold(quantity, opening, *bills):
        item = make_item(trader.ctx, f"Item {quantity}-{len(bills)}")
        if opening:
            quantity_there, rate_there = opening
            receive_stock(trader.ctx, item, quantity_there, rate_there, date(2026, 10, 1))
        for count, rate in bills:
            make_bill(trader.ctx, vendor, [line(item, count, rate=rate)], date=DAY)
        before = trader.books("cogs_default")[0]
        make_invoice(trader.ctx, trader.customer, [line(item, quantity)], is_open=True, date=DAY + timedelta(1))
        return trader.books("cogs_default")[0] - before

    assert sold(5, None, (10, 120)) == 600
    assert sold(14, (10, 100), (10, 150)) == 1600
    assert sold(25, (20, 10), (10, 12)) == 260
    before = trader.books("cogs_default")[0]
    make_invoice(trader.ctx, trader.customer, [line(trader.tea, 5)], is_open=True, date=DAY)
    make_bill(trader.ctx, vendor, [line(trader.tea, 2, rate=70)], date=date(2026, 9, 30))
    assert trader.books("cogs_default")[0] - before == 2 * 70 + 3 * 100
    for day in (date(2026, 9, 29), date(2026, 9, 30), date(2026, 10, 1), DAY, DAY + timedelta(1)):
        with reading(trader.ctx):
            asked = Parameters(day, day)
            value = REPORTS["inventoryvaluation"].query(trader.ctx, parameters=asked).totals["value"]
            rows = JournalLine.objects.filter(account__system_key="inventory_asset", entry__day__lte=day)
            assert value == sum(rows.values_list("amount_minor", flat=True)), day
    trader.proven()


def test_case_5_landed_cost_over_two_lots_of_which_half_is_sold(trader):
    tea, vendor = make_item(trader.ctx, "Lots"), make_vendor(trader.ctx)
    goods = [line(tea, 10, rate=100), line(tea, 10, rate=300)]
    bill = make_bill(trader.ctx, vendor, [*goods, line(None, 1, name="Freight", rate=100)], date=DAY)
    make_invoice(trader.ctx, trader.customer, [line(tea, 10)], is_open=True, date=DAY)
    with reading(trader.ctx):
        freight = document_view(trader.ctx, kind=BILL, document_id=bill).lines[-1].line_id
    asset, cost = trader.books("inventory_asset", "cogs_default")
    allocate_landed_cost(trader.ctx, fields={"bill_id": bill, "source_line_id": freight, "method": "amount"})
    # 25 on the lot that is sold, 75 on the one that is there; freight itself is booked to cost of goods sold by default
    assert trader.books("inventory_asset", "cogs_default") == [asset + 75, cost - 75]
    trader.proven()


def test_case_19_numbers_begin_again_with_the_fiscal_year(trader):
    """And go on in the old one for what comes late; parallel numbers: tests/concurrency/test_numbers.py."""
    with reading(trader.ctx):
        series = next(row for row in list_series(trader.ctx) if row.kind == "invoice")
    wanted = replace(series, prefix="INV-{FY}-", next_number=41, digits=3, restarts_each_fiscal_year=True)
    with pytest.raises(InvalidInput, match="need"):
        change_series(trader.ctx, series=replace(wanted, prefix="INV-"))
    change_series(trader.ctx, series=wanted)
    days = (date(2026, 10, 5), date(2027, 4, 1), date(2027, 3, 31), date(2027, 4, 2), date(2028, 4, 1))
    made = [make_invoice(trader.ctx, trader.customer, [line(trader.tea, 1)], date=day) for day in days]
    with reading(trader.ctx):
        numbers = [document_view(trader.ctx, kind=INVOICE, document_id=one).number for one in made]
    assert numbers == ["INV-2026-041", "INV-2027-001", "INV-2026-042", "INV-2027-002", "INV-2028-001"]
