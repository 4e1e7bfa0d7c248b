"""Stories of a trading company from the order to the last yen; every one ends with stock and books that agree.

The numbered ones are cases of behaviour.md 14; more of them are in test_trading_costs.py.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from daicho.catalog.queries.stock_figures import stock_figures
from daicho.contacts.queries.contact_balances import contact_balances
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.state import Action
from daicho.documents.queries._views import status_of
from daicho.documents.queries.document_view import document_view
from daicho.kernel.errors import RuleBroken
from daicho.kernel.measure import MICRO
from daicho.ledger.commands.set_lock import set_lock
from daicho.ledger.core.locks import Scope
from daicho.ledger.models import JournalLine
from daicho.payments.commands.apply_credits import apply_credits
from daicho.payments.commands.create_refund import create_refund
from daicho.platform.work import reading
from daicho.purchases.commands.cancel_order_items import cancel_order_items as cancel_purchase_items
from daicho.purchases.commands.create_purchase_receive import create_purchase_receive
from daicho.purchases.kinds import BILL, PURCHASE_ORDER
from daicho.reporting.catalogue import REPORTS
from daicho.reporting.core.report import Parameters
from daicho.reporting.queries.verify import verify
from daicho.sales.commands.cancel_write_off import cancel_write_off
from daicho.sales.commands.create_package import create_package
from daicho.sales.commands.create_shipment import create_shipment
from daicho.sales.commands.credit_invoice import credit_invoice
from daicho.sales.commands.delete_package import delete_package
from daicho.sales.commands.invoice_order import invoice_order
from daicho.sales.commands.write_off_invoice import write_off_invoice
from daicho.sales.kinds import CREDIT_NOTE, INVOICE, SALES_ORDER
from daicho.taxes.commands.create_tax import create_tax
from daicho.taxes.queries.taxes import tax_choices
from tests.build.bills import make_bill
from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.payments import make_payment
from tests.build.purchases import make_purchase_order
from tests.build.returns import receive_stock
from tests.build.sales import make_invoice, make_sales_order

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 5)


class Trader:
    """A tea trader with twenty teas that cost 100 each, and what is asked of the books after each step."""

    def __init__(self):
        self.ctx = make_organization(country="JP", fiscal_year_start_month=4, opening_date=date(2025, 4, 1))
        self.tea, self.customer = make_item(self.ctx, "煎茶"), make_customer(self.ctx)
        receive_stock(self.ctx, self.tea, 20, 100, date(2026, 10, 1))
        with reading(self.ctx):
            self.taxes = {choice.name: choice.tax_id for choice in tax_choices(self.ctx)}

    def order(self, quantity, **fields):
        """Confirm an order of teas at 500 each; return it and its line."""
        order = make_sales_order(self.ctx, self.customer, [line(self.tea, quantity, rate=500)], date=DAY, **fields)
        change_state(self.ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
        return order, self.line(SALES_ORDER, order)

    def invoice(self, price=1000, day=DAY, **fields):
        """Send an invoice of work."""
        work: Any = line(None, 1, name="Work", rate=price, tax_id=fields.pop("tax_id", None))
        return make_invoice(self.ctx, self.customer, [work], is_open=True, date=day, **fields)

    def line(self, kind, document_id):
        with reading(self.ctx):
            return document_view(self.ctx, kind=kind, document_id=document_id).lines[0].line_id

    def status(self, document_id, kind=INVOICE):
        with reading(self.ctx):
            return status_of(self.ctx, kind, document_view(self.ctx, kind=kind, document_id=document_id))

    def books(self, *keys):
        """Return the base balances of system accounts, in their order."""
        with reading(self.ctx):
            rows = list(JournalLine.objects.values_list("account__system_key", "amount_minor"))
        return [sum(amount for found, amount in rows if found == key) for key in keys]

    def stock(self):
        with reading(self.ctx):
            figures = stock_figures(self.ctx, item_ids=[self.tea])[self.tea].figures
        return figures.on_hand // MICRO, figures.physical_on_hand // MICRO

    def committed(self):
        with reading(self.ctx):
            figures = stock_figures(self.ctx, item_ids=[self.tea])[self.tea].figures
        return figures.committed // MICRO, figures.physical_committed // MICRO

    def proven(self):
        assert verify(self.ctx) == []


@pytest.fixture
def trader():
    return Trader()


def refused(code):
    return pytest.raises(RuleBroken, match=None, check=lambda error: error.code == code)


def ship(trader, order, line_id, quantity, day=DAY):
    fields: Any = {"date": day, "lines": [{"line_id": line_id, "quantity": Decimal(quantity)}]}
    package = create_package(trader.ctx, order_id=order, fields=fields)
    create_shipment(trader.ctx, fields={"package_ids": [package], "date": day})
    return package


def test_a_domestic_sale_from_the_order_to_the_money(trader):
    tax = trader.taxes["消費税 10%"]
    order = make_sales_order(trader.ctx, trader.customer, [line(trader.tea, 5, rate=500, tax_id=tax)], date=DAY)
    change_state(trader.ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    ship(trader, order, trader.line(SALES_ORDER, order), 5)
    invoice = invoice_order(trader.ctx, order_id=order, fields={"date": DAY}, is_open=True)
    assert trader.books("accounts_receivable", "sales_default", "output_tax") == [2750, -2500, -250]
    assert trader.books("cogs_default", "inventory_asset") == [500, 1500]
    assert (trader.stock(), trader.status(order, SALES_ORDER)) == ((15, 15), "closed")
    make_payment(trader.ctx, trader.customer, 2750, {invoice: 2750}, date=DAY + timedelta(20))
    assert (trader.books("accounts_receivable"), trader.status(invoice)) == ([0], "paid")
    trader.proven()


def test_an_export_in_dollars_with_an_exchange_loss(trader):
    customer = make_customer(trader.ctx, currency_code="USD")
    sold = [line(trader.tea, 2, rate="40")]
    invoice = make_invoice(trader.ctx, customer, sold, is_open=True, date=DAY, exchange_rate=Decimal("150.5"))
    assert trader.books("accounts_receivable", "cogs_default") == [12_040, 200]
    paid = {"date": DAY + timedelta(30), "exchange_rate": Decimal("145.2")}
    make_payment(trader.ctx, customer, 80, {invoice: 80}, **paid)
    assert trader.books("accounts_receivable", "fx_loss", "undeposited_funds") == [0, 424, 11_616]
    trader.proven()


def test_three_tax_rates_on_one_invoice_round_once_each(trader):
    third: Any = {"name": "消費税 1%", "category": "reduced", "percentage_micro": MICRO, "tax_type": "tax"}
    rates = [trader.taxes["消費税 10%"], trader.taxes["消費税 8%(軽減)"], create_tax(trader.ctx, fields=third)]
    lines = [line(None, 3, name="Work", rate=105, tax_id=tax_id) for tax_id in rates]
    invoice = make_invoice(trader.ctx, trader.customer, lines, is_open=True, date=DAY)
    with reading(trader.ctx):
        taxes = document_view(trader.ctx, kind=INVOICE, document_id=invoice).taxes
    assert [tax.tax for tax in taxes] == [31, 25, 3]
    assert trader.books("accounts_receivable", "output_tax") == [945 + 59, -59]
    trader.proven()


def test_a_void_invoice_comes_back_as_it_was(trader):
    invoice = make_invoice(trader.ctx, trader.customer, [line(trader.tea, 4, rate=500)], is_open=True, date=DAY)
    before = trader.books("accounts_receivable", "cogs_default", "inventory_asset")
    change_state(trader.ctx, kind=INVOICE, document_id=invoice, action=Action.VOID)
    assert (trader.books("accounts_receivable", "cogs_default"), trader.stock()) == ([0, 0], (20, 20))
    change_state(trader.ctx, kind=INVOICE, document_id=invoice, action=Action.DRAFT)
    change_state(trader.ctx, kind=INVOICE, document_id=invoice, action=Action.OPEN)
    assert trader.books("accounts_receivable", "cogs_default", "inventory_asset") == before
    trader.proven()


def test_a_credit_note_pays_another_invoice(trader):
    first, second = trader.invoice(1000), trader.invoice(700)
    make_payment(trader.ctx, trader.customer, 1000, {first: 1000}, date=DAY)
    note = credit_invoice(trader.ctx, invoice_id=first, fields={"date": DAY + timedelta(5)}, is_open=True)
    assert (trader.status(note, CREDIT_NOTE), trader.books("accounts_receivable")) == ("open", [-300])
    apply_credits(trader.ctx, target=("invoice", second), amounts={("creditnote", note): 700})
    assert (trader.status(second), trader.status(note, CREDIT_NOTE)) == ("paid", "open")
    create_refund(trader.ctx, source=("creditnote", note), fields={"amount": Decimal(300), "date": DAY + timedelta(6)})
    assert (trader.books("accounts_receivable"), trader.status(note, CREDIT_NOTE)) == ([0], "closed")
    trader.proven()


def test_who_pays_too_much_gets_the_rest_back(trader):
    invoice = trader.invoice(1000)
    payment = make_payment(trader.ctx, trader.customer, 1500, {invoice: 1000}, date=DAY)
    assert trader.books("accounts_receivable", "customer_advances") == [0, -500]
    refund: Any = {"amount": Decimal(500), "date": DAY + timedelta(3)}
    create_refund(trader.ctx, source=("customerpayment", payment), fields=refund)
    assert trader.books("customer_advances", "accounts_receivable", "sales_default") == [0, 0, -1000]
    trader.proven()


def test_what_is_never_paid_is_written_off_and_paid_after_all(trader):
    invoice = trader.invoice(1000)
    make_payment(trader.ctx, trader.customer, 400, {invoice: 400}, date=DAY)
    write_off_invoice(trader.ctx, invoice_id=invoice, day=DAY + timedelta(20))
    assert (trader.books("accounts_receivable", "bad_debt"), trader.status(invoice)) == ([0, 600], "paid")
    cancel_write_off(trader.ctx, invoice_id=invoice)
    make_payment(trader.ctx, trader.customer, 600, {invoice: 600}, date=DAY + timedelta(21))
    assert (trader.books("accounts_receivable", "bad_debt"), trader.status(invoice)) == ([0, 0], "paid")
    trader.proven()


def test_a_paid_invoice_may_become_larger_but_not_smaller_than_what_was_paid(trader):
    invoice = trader.invoice(1000)
    make_payment(trader.ctx, trader.customer, 1000, {invoice: 1000}, date=DAY)
    row = trader.line(INVOICE, invoice)
    update_document(
        trader.ctx, kind=INVOICE, document_id=invoice, fields={"lines": [{"line_id": row, "rate": Decimal(1200)}]}
    )
    assert (trader.status(invoice), trader.books("accounts_receivable")) == ("overdue", [200])
    with refused(4710):
        smaller: Any = {"lines": [{"line_id": row, "rate": Decimal(999)}]}
        update_document(trader.ctx, kind=INVOICE, document_id=invoice, fields=smaller)
    with refused(4711):
        change_state(trader.ctx, kind=INVOICE, document_id=invoice, action=Action.VOID)
    trader.proven()


def test_a_year_is_closed_by_its_lock_and_profit_rolls_into_equity(trader):
    trader.invoice(1000, date(2026, 3, 20))
    trader.invoice(300, date(2026, 4, 2))
    set_lock(trader.ctx, fields={"scope": Scope.ALL, "until": date(2026, 3, 31), "reason": "filed"})
    with refused(4310):
        trader.invoice(50, date(2026, 3, 31))
    years = [(date(2025, 4, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2027, 3, 31))]
    with reading(trader.ctx):
        profits = [
            REPORTS["profitandloss"].query(trader.ctx, parameters=Parameters(start, end)).totals["net_profit"]
            for start, end in years
        ]
    assert [int(profit) for profit in profits] == [1000, 2300]  # with the teas that were found
    trader.proven()


def test_case_1_invoices_move_the_accounting_stock_and_shipments_the_physical_one(trader):
    order, row = trader.order(5)
    invoice_order(trader.ctx, order_id=order, fields={"date": DAY}, is_open=True)
    assert trader.stock() == (15, 20)
    fields: Any = {"date": DAY, "lines": [{"line_id": row, "quantity": Decimal(5)}]}
    package = create_package(trader.ctx, order_id=order, fields=fields)
    assert trader.stock() == (15, 20)
    create_shipment(trader.ctx, fields={"package_ids": [package], "date": DAY})
    assert trader.stock() == (15, 15)
    trader.proven()


def test_case_2_drafts_change_no_number_of_any_report(trader):
    def numbers():
        with reading(trader.ctx):
            found = {}
            for name in ("trialbalance", "inventorysummary", "araging", "apaging", "taxsummary"):
                report = REPORTS[name].query(trader.ctx, parameters=Parameters(date(2026, 4, 1), date(2027, 3, 31)))
                found[name] = (list(report.rows), report.totals)
        return found

    before = numbers()
    make_sales_order(trader.ctx, trader.customer, [line(trader.tea, 3)], date=DAY)
    make_invoice(trader.ctx, trader.customer, [line(trader.tea, 3)], date=DAY)
    make_bill(trader.ctx, make_vendor(trader.ctx), [line(trader.tea, 3, rate=90)], is_open=False, date=DAY)
    assert numbers() == before
    trader.proven()


def test_case_3_invoices_and_shipments_use_up_what_is_committed(trader):
    order, row = trader.order(8)
    assert trader.committed() == (8, 8)
    invoice_order(trader.ctx, order_id=order, quantities={row: Decimal(3)}, fields={"date": DAY}, is_open=True)
    assert trader.committed() == (5, 8)
    ship(trader, order, row, 2)
    assert trader.committed() == (5, 6)
    trader.proven()


def test_case_6_a_note_of_an_unpaid_invoice_pays_it_and_one_of_a_paid_invoice_is_open(trader):
    unpaid = make_invoice(trader.ctx, trader.customer, [line(trader.tea, 2, rate=500)], is_open=True, date=DAY)
    note = credit_invoice(trader.ctx, invoice_id=unpaid, fields={"date": DAY}, is_open=True)
    assert (trader.status(unpaid), trader.status(note, CREDIT_NOTE), trader.stock()[0]) == ("paid", "closed", 20)
    paid = trader.invoice(1000)
    make_payment(trader.ctx, trader.customer, 1000, {paid: 1000}, date=DAY)
    other = credit_invoice(trader.ctx, invoice_id=paid, fields={"date": DAY}, is_open=True)
    assert trader.status(other, CREDIT_NOTE) == "open"
    trader.proven()


def test_case_13_a_locked_period_takes_nothing_and_the_day_after_does(trader):
    invoice = trader.invoice(1000)
    set_lock(trader.ctx, fields={"scope": Scope.ALL, "until": DAY, "reason": "closed"})
    with refused(4310):
        update_document(trader.ctx, kind=INVOICE, document_id=invoice, fields={"notes": "late", "discount": "10"})
    later = trader.invoice(500, DAY + timedelta(1))
    with refused(4310):
        update_document(trader.ctx, kind=INVOICE, document_id=later, fields={"date": DAY})
    with refused(4310):
        make_bill(trader.ctx, make_vendor(trader.ctx), [line(trader.tea, 1, rate=90)], date=DAY)
    make_bill(trader.ctx, make_vendor(trader.ctx), [line(trader.tea, 1, rate=90)], date=DAY + timedelta(1))
    trader.proven()


def test_case_14_what_was_received_or_packed_holds_its_order(trader):
    order = make_purchase_order(trader.ctx, lines=[line(trader.tea, 10, rate=90)], date=DAY)
    change_state(trader.ctx, kind=PURCHASE_ORDER, document_id=order, action=Action.OPEN)
    row = trader.line(PURCHASE_ORDER, order)
    create_purchase_receive(
        trader.ctx, order_id=order, fields={"date": DAY, "lines": [{"line_id": row, "quantity": Decimal(4)}]}
    )
    with pytest.raises(RuleBroken):
        delete_document(trader.ctx, kind=PURCHASE_ORDER, document_id=order)
    cancel_purchase_items(trader.ctx, order_id=order)
    sold, sold_row = trader.order(3)
    fields: Any = {"date": DAY, "lines": [{"line_id": sold_row, "quantity": Decimal(1)}]}
    package = create_package(trader.ctx, order_id=sold, fields=fields)
    with pytest.raises(RuleBroken):
        delete_document(trader.ctx, kind=SALES_ORDER, document_id=sold)
    delete_package(trader.ctx, package_id=package)
    delete_document(trader.ctx, kind=SALES_ORDER, document_id=sold)
    trader.proven()


def test_case_16_control_accounts_are_the_sum_of_their_contacts(trader):
    vendor = make_vendor(trader.ctx)
    invoices = [trader.invoice(price) for price in (1000, 250, 70)]
    make_payment(trader.ctx, trader.customer, 900, {invoices[0]: 900}, date=DAY)
    bill = make_bill(trader.ctx, vendor, [line(trader.tea, 4, rate=110)], date=DAY)
    update_document(trader.ctx, kind=BILL, document_id=bill, fields={"discount": "40"})
    given_back: Any = {"contact_id": trader.customer, "lines": [line(None, 1, name="Work", rate=20)], "date": DAY}
    create_document(trader.ctx, kind=CREDIT_NOTE, fields=given_back, is_open=True)
    receivable, payable = trader.books("accounts_receivable", "accounts_payable")
    with reading(trader.ctx):
        balances = contact_balances(trader.ctx, currencies={trader.customer: "JPY", vendor: "JPY"})
    assert receivable == 1000 + 250 + 70 - 900 - 20
    assert payable == -400
    customer = balances[trader.customer]
    assert customer.receivable_base - customer.unused_credits_receivable_base == receivable
    assert balances[vendor].payable_base == 400
    with reading(trader.ctx):
        report = REPORTS["trialbalance"].query(trader.ctx, parameters=Parameters(date(2025, 4, 1), date(2027, 3, 31)))
    assert report.totals["debit"] == report.totals["credit"]
    trader.proven()
