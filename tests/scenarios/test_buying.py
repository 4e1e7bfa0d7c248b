"""Stories of buying: orders, receives, bills, vendor credits; stock and books are right after every step."""

from datetime import date
from decimal import Decimal

import pytest

from daicho.catalog.queries.stock_figures import stock_figures
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.state import Action
from daicho.documents.queries.document_view import document_view
from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.kernel.measure import MICRO
from daicho.ledger.commands.set_lock import set_lock
from daicho.ledger.core.locks import Scope
from daicho.ledger.models import JournalLine
from daicho.ledger.queries.system_account import system_account
from daicho.platform.work import reading
from daicho.purchases.commands.create_purchase_receive import create_purchase_receive
from daicho.purchases.kinds import BILL, PURCHASE_ORDER, VENDOR_CREDIT
from daicho.purchases.models import Bill, PurchaseOrder, VendorCredit
from daicho.reporting.queries.verify import verify
from daicho.stock.commands.create_adjustment import create_adjustment
from daicho.taxes.queries.tax_definitions import tax_definitions
from tests.build.bills import bill_order, credit_bill, make_bill
from tests.build.catalog import make_item
from tests.build.contacts import make_vendor
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.purchases import make_purchase_order

pytestmark = pytest.mark.django_db


class Shop:
    """A shop that buys tea, and what is asked of it after each step."""

    def __init__(self, **fields):
        self.ctx = make_organization(fiscal_year_start_month=4, opening_date=date(2026, 4, 1), **fields)
        self.vendor, self.tea = make_vendor(self.ctx), make_item(self.ctx, "Tea")
        with reading(self.ctx):
            self.tax = next(tax.tax_id for tax in tax_definitions(self.ctx).values() if tax.is_default)

    def order(self, *lines):
        order = make_purchase_order(self.ctx, self.vendor, lines)
        change_state(self.ctx, kind=PURCHASE_ORDER, document_id=order, action=Action.OPEN)
        return order

    def lines(self, kind, document_id):
        with reading(self.ctx):
            return [row.line_id for row in document_view(self.ctx, kind=kind, document_id=document_id).lines]

    def books(self, key):
        with reading(self.ctx):
            rows = JournalLine.objects.filter(account_id=system_account(self.ctx, key))
            return sum(rows.values_list("amount_minor", flat=True))

    def stock(self):
        with reading(self.ctx):
            figures = stock_figures(self.ctx, item_ids=[self.tea])[self.tea].figures
        return figures.on_hand // MICRO, figures.physical_on_hand // MICRO

    def marks(self, order):
        with reading(self.ctx):
            return PurchaseOrder.objects.values_list("state", "received_status", "billed_status").get(id=order)

    def take_out(self, quantity, day):
        lines = [{"item_id": self.tea, "quantity": Decimal(-quantity)}]
        fields = {"date": day, "reason": "x", "adjustment_type": "quantity", "lines": lines}
        return create_adjustment(self.ctx, fields=fields)

    def proven(self):
        assert verify(self.ctx) == []


@pytest.fixture
def shop():
    return Shop()


def test_an_order_is_received_and_billed_in_parts_and_closed_by_the_last(shop):
    order = shop.order(line(shop.tea, 10, rate=300, tax_id=shop.tax))
    (tea,) = shop.lines(PURCHASE_ORDER, order)
    create_purchase_receive(shop.ctx, order_id=order, fields={"lines": [{"line_id": tea, "quantity": Decimal(4)}]})
    first = bill_order(shop.ctx, order, {tea: 4})
    assert (shop.stock(), shop.marks(order)) == ((4, 4), ("open", "partially_received", "partially_billed"))
    assert [shop.books(key) for key in ("inventory_asset", "input_tax", "accounts_payable")] == [1200, 120, -1320]
    create_purchase_receive(shop.ctx, order_id=order, fields={})
    bill_order(shop.ctx, order)
    assert (shop.stock(), shop.marks(order)) == ((10, 10), ("closed", "received", "billed"))
    with pytest.raises(RuleBroken) as caught:
        bill_order(shop.ctx, order)
    assert caught.value.code in {4713, 4714}
    change_state(shop.ctx, kind=BILL, document_id=first, action=Action.VOID)
    assert (shop.stock(), shop.marks(order)) == ((6, 10), ("open", "received", "partially_billed"))
    assert shop.books("accounts_payable") == -1980
    shop.proven()


def test_a_draft_does_nothing_and_a_void_bill_comes_back(shop):
    bill = make_bill(shop.ctx, shop.vendor, [line(shop.tea, 5, rate=100)], is_open=False, is_received=True)
    assert (shop.stock(), shop.books("accounts_payable")) == ((0, 0), 0)
    change_state(shop.ctx, kind=BILL, document_id=bill, action=Action.OPEN)
    assert (shop.stock(), shop.books("accounts_payable")) == ((5, 5), -500)
    change_state(shop.ctx, kind=BILL, document_id=bill, action=Action.VOID)
    assert (shop.stock(), shop.books("accounts_payable")) == ((0, 0), 0)
    change_state(shop.ctx, kind=BILL, document_id=bill, action=Action.DRAFT)
    change_state(shop.ctx, kind=BILL, document_id=bill, action=Action.OPEN)
    update_document(shop.ctx, kind=BILL, document_id=bill, fields={"discount": "10%"})
    assert (shop.books("inventory_asset"), shop.books("accounts_payable")) == (450, -450)
    delete_document(shop.ctx, kind=BILL, document_id=bill)
    assert (shop.stock(), shop.books("inventory_asset")) == ((0, 0), 0)
    shop.proven()


def test_a_back_dated_bill_changes_what_was_taken_out_before(shop):
    make_bill(shop.ctx, shop.vendor, [line(shop.tea, 10, rate=150)], date=date(2026, 6, 10))
    shop.take_out(5, date(2026, 6, 20))
    assert shop.books("inventory_asset") == 750
    make_bill(shop.ctx, shop.vendor, [line(shop.tea, 5, rate=100)], date=date(2026, 6, 1))
    assert shop.books("inventory_asset") == 1500
    shop.proven()


@pytest.mark.parametrize(
    ("day", "tax", "cost"),
    [
        (date(2026, 9, 30), 8_000, 102_000),
        (date(2026, 10, 1), 7_000, 103_000),
        (date(2028, 10, 1), 5_000, 105_000),
        (date(2030, 10, 1), 3_000, 107_000),
        (date(2031, 10, 1), 0, 110_000),
    ],
)
def test_what_cannot_be_reclaimed_of_an_unregistered_vendors_tax_is_cost(shop, day, tax, cost):
    vendor = make_vendor(shop.ctx, tax_registration_status="unregistered")
    bill = make_bill(shop.ctx, vendor, [line(shop.tea, 10, rate=10_000, tax_id=shop.tax)], date=day)
    assert (shop.books("input_tax"), shop.books("inventory_asset")) == (tax, cost)
    assert shop.books("accounts_payable") == -110_000
    credit_bill(shop.ctx, bill, date=date(2032, 1, 1))
    assert [shop.books(key) for key in ("input_tax", "inventory_asset", "accounts_payable")] == [0, 0, 0]
    shop.proven()


def test_a_vendor_credit_takes_the_lot_of_its_bill_and_the_difference_stays_in_cost(shop):
    make_bill(shop.ctx, shop.vendor, [line(shop.tea, 10, rate=100)], date=date(2026, 6, 1))
    bill = make_bill(shop.ctx, shop.vendor, [line(shop.tea, 10, rate=150)], date=date(2026, 6, 10))
    (tea,) = shop.lines(BILL, bill)
    given = line(shop.tea, 4, rate=140, source_line_id=tea)
    fields = {"contact_id": shop.vendor, "lines": [given], "date": date(2026, 6, 20), "is_sent_back": True}
    credit = create_document(shop.ctx, kind=VENDOR_CREDIT, fields=fields, is_open=True)
    assert (shop.stock(), shop.books("inventory_asset")) == ((16, -4), 1000 + 6 * 150)
    assert (shop.books("cogs_default"), shop.books("accounts_payable")) == (4 * 10, -2500 + 560)
    with reading(shop.ctx):
        assert VendorCredit.objects.get(id=credit).total_minor == 560
    with pytest.raises(RuleBroken) as caught:
        credit_bill(shop.ctx, bill, {tea: 7})
    assert caught.value.code == 4713
    with pytest.raises(RuleBroken) as kept:
        change_state(shop.ctx, kind=BILL, document_id=bill, action=Action.VOID)
    assert kept.value.code == 36
    change_state(shop.ctx, kind=VENDOR_CREDIT, document_id=credit, action=Action.VOID)
    assert (shop.stock(), shop.books("cogs_default")) == ((20, 0), 0)
    shop.proven()


def test_numbers_are_the_vendors_own(shop):
    lines = [line(shop.tea, 1)]
    make_bill(shop.ctx, shop.vendor, lines, number="1001")
    make_bill(shop.ctx, make_vendor(shop.ctx), lines, number="1001")
    for number in ("1001", ""):
        with pytest.raises(InvalidInput) as caught:
            make_bill(shop.ctx, shop.vendor, lines, number=number)
        assert caught.value.code == 4
    with reading(shop.ctx):
        assert Bill.objects.count() == 2


def test_a_bill_in_dollars_and_its_credit(shop):
    vendor = make_vendor(shop.ctx, currency_code="USD")
    lines = [line(shop.tea, 3, rate="33.33"), line(None, 1, name="Handling", rate="0.01")]
    terms = {"currency_code": "USD", "exchange_rate": Decimal("150.25"), "date": date(2026, 6, 1)}
    bill = make_bill(shop.ctx, vendor, lines, **terms)
    assert shop.books("accounts_payable") == -15025
    assert (shop.books("inventory_asset"), shop.books("cogs_default")) == (15023, 2)
    shop.proven()
    credit_bill(shop.ctx, bill, date=date(2026, 6, 2), exchange_rate=Decimal("150.25"))
    assert [shop.books(key) for key in ("accounts_payable", "inventory_asset", "cogs_default")] == [0, 0, 0]
    shop.proven()


def test_a_bill_of_a_locked_day_is_refused(shop):
    set_lock(shop.ctx, fields={"scope": Scope.PURCHASES, "until": date(2026, 6, 30), "reason": "closed"})
    with pytest.raises(RuleBroken) as caught:
        make_bill(shop.ctx, shop.vendor, [line(shop.tea, 1)], date=date(2026, 6, 30))
    assert caught.value.code == 4310
    make_bill(shop.ctx, shop.vendor, [line(shop.tea, 1)], date=date(2026, 7, 1))
    shop.proven()
