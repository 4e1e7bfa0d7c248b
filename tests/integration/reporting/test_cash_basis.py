"""Reports on the cash basis: documents count as they are settled, and everything balances on every day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.create_document import create_document
from daicho.documents.core.state import Action
from daicho.kernel.periods import Period
from daicho.ledger.commands.create_currency_adjustment import create_currency_adjustment
from daicho.ledger.commands.create_journal import create_journal
from daicho.ledger.commands.delete_journal import delete_journal
from daicho.payments.commands.apply_credits import apply_credits
from daicho.payments.commands.create_refund import create_refund
from daicho.payments.commands.delete_payment import delete_payment
from daicho.payments.kinds import CUSTOMER_PAYMENT, VENDOR_PAYMENT
from daicho.platform.work import reading
from daicho.purchases.commands.allocate_landed_cost import allocate_landed_cost
from daicho.purchases.commands.delete_landed_cost import delete_landed_cost
from daicho.purchases.kinds import BILL
from daicho.reporting.catalogue import REPORTS
from daicho.reporting.core.comparison import Compare, earlier_periods, spread
from daicho.reporting.core.report import ACCRUAL, CASH, Parameters
from daicho.reporting.queries.verify import verify
from daicho.sales.commands.write_off_invoice import write_off_invoice
from daicho.sales.kinds import CREDIT_NOTE, INVOICE
from tests.build.bills import credit_bill, make_bill
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.journals import accounts_by_key, journal_line
from tests.build.organization import make_organization
from tests.build.payments import make_payment
from tests.build.sales import make_invoice
from tests.build.trading import Trader
from tests.scenarios.test_buying import Shop

pytestmark = pytest.mark.django_db
CONTROL = {"accounts_receivable", "accounts_payable"}
STATEMENTS = [name for name, kind in REPORTS.items() if kind.compares and kind.has_cash_basis]
YEAR = Period(date(2026, 4, 1), date(2027, 3, 31))


def ask(ctx, name, start, end, basis=CASH, **rest):
    with reading(ctx):
        return REPORTS[name].query(ctx, parameters=Parameters(start, end, basis=basis, **rest))


def signed(report):
    """Return account → balance of a trial balance, debit positive."""
    return {row["account_id"]: row["debit"] - row["credit"] for row in report.rows}


class Cash(Shop):
    """A shop and what its books say on the cash basis."""

    def __init__(self, **fields):
        super().__init__(**fields)
        self.customer = make_customer(self.ctx)
        self.names = {account_id: key for key, account_id in accounts_by_key(self.ctx).items()}

    def on(self, month, day, basis=CASH, **rest):
        """Return system key → balance on a day of 2026; the trial balance has to balance."""
        report = ask(self.ctx, "trialbalance", YEAR.start, date(2026, month, day), basis, **rest)
        assert report.totals["debit"] == report.totals["credit"]
        return {self.names[account_id]: balance for account_id, balance in signed(report).items()}

    def profit(self, start, end, basis=CASH):
        """Return net profit of days of 2026."""
        return ask(self.ctx, "profitandloss", date(2026, *start), date(2026, *end), basis).totals["net_profit"]

    def invoice(self, price, day=(5, 1), **fields):
        return make_invoice(
            self.ctx, fields.pop("customer", self.customer), [line(None, 1, name="Work", rate=price)], is_open=True,
            date=date(2026, *day), **fields,
        )  # fmt: skip

    def note(self, price, day):
        fields = {"contact_id": self.customer, "lines": [line(None, 1, name="Work", rate=price)]}
        return create_document(self.ctx, kind=CREDIT_NOTE, fields={**fields, "date": date(2026, *day)}, is_open=True)

    def paid(self, amount, uses, day, **fields):
        customer = fields.pop("customer", self.customer)
        return make_payment(self.ctx, customer, amount, uses, date=date(2026, *day), **fields)


@pytest.fixture
def shop():
    return Cash()


def test_the_worked_example(shop):
    """docs/internals/reports.md."""
    bill = make_bill(shop.ctx, shop.vendor, [line(shop.tea, 10, rate=600, tax_id=shop.tax)], date=date(2026, 4, 1))
    sold = [line(shop.tea, 4, rate=1000, tax_id=shop.tax)]
    invoice = make_invoice(shop.ctx, shop.customer, sold, is_open=True, date=date(2026, 4, 10))
    shop.paid(1100, {invoice: 1100}, (4, 20))
    money = accounts_by_key(shop.ctx)["undeposited_funds"]
    given = {"kind": VENDOR_PAYMENT, "date": date(2026, 4, 30), "account_id": money}
    make_payment(shop.ctx, shop.vendor, 3300, {bill: 3300}, **given)
    shop.paid(4300, {invoice: 3300}, (5, 10))
    assert shop.on(4, 19) == {}
    first = {"undeposited_funds": 1100, "sales_default": -1000, "output_tax": -100, "cogs_default": 600}
    assert shop.on(4, 20) == {**first, "inventory_asset": -600}
    assert shop.on(4, 30) == {**first, "undeposited_funds": -2200, "inventory_asset": 2400, "input_tax": 300}
    assert shop.on(5, 10) == {
        "undeposited_funds": 2100, "inventory_asset": 600, "input_tax": 300, "customer_advances": -1000,
        "sales_default": -4000, "output_tax": -400, "cogs_default": 2400,
    }  # fmt: skip
    assert (shop.profit((4, 1), (4, 30)), shop.profit((5, 1), (5, 31))) == (400, 1200)
    assert shop.profit((4, 1), (4, 30), ACCRUAL) == 1600
    shop.proven()


def test_a_credit_note_settles_and_is_given_back(shop):
    invoice = shop.invoice(1000)
    note = shop.note(300, (5, 3))
    assert shop.on(5, 9) == {}
    apply_credits(shop.ctx, target=("invoice", invoice), amounts={("creditnote", note): 200}, day=date(2026, 5, 10))
    assert shop.on(5, 10) == {}, "200 of 1,000 sold, 200 of 300 taken back"
    back = {"amount": Decimal(100), "date": date(2026, 5, 12)}
    create_refund(shop.ctx, source=("creditnote", note), fields=back)
    assert shop.on(5, 12) == {"sales_default": 100, "bank_default": -100}
    shop.paid(800, {invoice: 800}, (5, 20))
    received = {"undeposited_funds": 800, "bank_default": -100}
    assert shop.on(5, 20) == {"sales_default": -700, **received} == shop.on(5, 20, ACCRUAL)
    shop.proven()


def test_a_vendor_credit_settles_a_bill(shop):
    bill = make_bill(shop.ctx, shop.vendor, [line(shop.tea, 10, rate=600)], date=date(2026, 4, 1))
    (row,) = shop.lines(BILL, bill)
    credit = credit_bill(shop.ctx, bill, {row: 5}, date=date(2026, 4, 5))
    apply_credits(shop.ctx, target=("bill", bill), amounts={("vendorcredit", credit): 3000}, day=date(2026, 4, 10))
    assert shop.on(4, 10) == {}
    money = accounts_by_key(shop.ctx)["undeposited_funds"]
    given = {"kind": VENDOR_PAYMENT, "date": date(2026, 4, 20), "account_id": money}
    make_payment(shop.ctx, shop.vendor, 3000, {bill: 3000}, **given)
    assert shop.on(4, 20) == {"inventory_asset": 3000, "undeposited_funds": -3000} == shop.on(4, 20, ACCRUAL)


def test_what_is_written_off_never_counts(shop):
    invoice = shop.invoice(1000)
    shop.paid(400, {invoice: 400}, (5, 10))
    write_off_invoice(shop.ctx, invoice_id=invoice, day=date(2026, 6, 1))
    assert shop.on(6, 1) == {"sales_default": -400, "undeposited_funds": 400}
    assert shop.on(6, 1, ACCRUAL) == {"sales_default": -1000, "bad_debt": 600, "undeposited_funds": 400}
    assert shop.on(6, 1, known_at=shop.ctx.now) == shop.on(6, 1)


def test_a_payment_that_is_deleted_and_an_invoice_that_is_void(shop):
    invoice = shop.invoice(1000)
    payment = shop.paid(400, {invoice: 400}, (5, 10))
    before = shop.on(5, 31)
    shop.ctx = replace(shop.ctx, now=shop.ctx.now + timedelta(hours=1))
    delete_payment(shop.ctx, kind=CUSTOMER_PAYMENT, payment_id=payment)
    assert shop.on(5, 31) == {}
    change_state(shop.ctx, kind=INVOICE, document_id=invoice, action=Action.VOID)
    assert shop.on(5, 31) == {} == shop.on(5, 31, ACCRUAL)
    assert shop.on(5, 31, known_at=shop.ctx.now - timedelta(minutes=1)) == before != {}


def test_foreign_documents_and_the_value_of_what_is_open(shop):
    abroad = make_customer(shop.ctx, currency_code="USD")
    invoice = shop.invoice(100, customer=abroad, exchange_rate=Decimal(150))
    shop.paid(40, {invoice: 40}, (5, 10), customer=abroad, exchange_rate=Decimal(160))
    expected = {"sales_default": -6000, "fx_gain": -400, "undeposited_funds": 6400}
    assert shop.on(5, 10) == expected
    receivable = accounts_by_key(shop.ctx)["accounts_receivable"]
    worth = {
        "date": date(2026, 5, 31), "currency_code": "USD", "exchange_rate": Decimal(155), "notes": "May",
        "account_ids": [receivable],
    }  # fmt: skip
    create_currency_adjustment(shop.ctx, fields=worth)
    assert shop.on(5, 31, ACCRUAL)["fx_gain"] == -700
    for known_at in (None, shop.ctx.now):
        assert shop.on(5, 31, known_at=known_at) == expected
        assert shop.on(6, 1, known_at=known_at) == expected
    lines = ask(
        shop.ctx, "accounttransactions", *[date(2026, 5, 31)] * 2, account_id=accounts_by_key(shop.ctx)["fx_gain"]
    )
    assert lines.rows == []
    shop.paid(60, {invoice: 60}, (6, 10), customer=abroad, exchange_rate=Decimal(140))
    assert shop.on(6, 10) == shop.on(6, 10, ACCRUAL)


def test_landed_cost_counts_with_the_bill_that_it_comes_from(shop):
    goods = make_bill(shop.ctx, shop.vendor, [line(shop.tea, 10, rate=100)], date=date(2026, 6, 1))
    carrier = make_vendor(shop.ctx)
    freight = make_bill(shop.ctx, carrier, [line(None, 1, name="Freight", rate=100)], date=date(2026, 6, 20))
    (source,) = shop.lines(BILL, freight)
    landed = allocate_landed_cost(shop.ctx, fields={"bill_id": goods, "source_line_id": source})
    assert shop.on(6, 30) == {}
    money = accounts_by_key(shop.ctx)["undeposited_funds"]
    given = {"kind": VENDOR_PAYMENT, "date": date(2026, 6, 25), "account_id": money}
    make_payment(shop.ctx, carrier, 50, {freight: 50}, **given)
    half = {"inventory_asset": 50, "undeposited_funds": -50}
    assert shop.on(6, 30) == half
    known = shop.ctx.now
    shop.ctx = replace(shop.ctx, now=known + timedelta(hours=1))
    delete_landed_cost(shop.ctx, bill_id=goods, landed_cost_id=landed)
    assert shop.on(6, 30) == {"cogs_default": 50, "undeposited_funds": -50}
    assert shop.on(6, 30, known_at=known) == half


def test_journals_count_on_the_basis_that_they_name(shop):
    keys = accounts_by_key(shop.ctx)

    def journal(amount, **more):
        lines = [
            journal_line(keys["undeposited_funds"], debit=amount), journal_line(keys["sales_default"], credit=amount)
        ]  # fmt: skip
        return create_journal(shop.ctx, fields={"date": date(2026, 5, 1), "lines": lines, **more}, is_draft=False)

    journal(70)
    cash_only = journal("9.50", journal_type="cash", currency_code="USD", exchange_rate=Decimal(150))
    assert shop.on(5, 1, ACCRUAL) == {"undeposited_funds": 70, "sales_default": -70}
    both = {"undeposited_funds": 1495, "sales_default": -1495}
    assert shop.on(5, 1) == both
    assert shop.on(4, 30) == {}
    lines = ask(shop.ctx, "accounttransactions", YEAR.start, YEAR.end, account_id=keys["sales_default"])
    assert [row["credit"] for row in lines.rows] == [70, 1425]
    known = shop.ctx.now
    shop.ctx = replace(shop.ctx, now=known + timedelta(hours=1))
    delete_journal(shop.ctx, journal_id=cash_only)
    assert shop.on(5, 1) == {"undeposited_funds": 70, "sales_default": -70}
    assert shop.on(5, 1, known_at=known) == both


def test_a_journal_for_the_cash_basis_bears_its_tax(shop):
    keys = accounts_by_key(shop.ctx)
    lines = [
        journal_line(keys["undeposited_funds"], debit=1100),
        journal_line(keys["sales_default"], credit=1000, tax_id=shop.tax),
    ]
    fields = {"date": date(2026, 5, 1), "lines": lines, "journal_type": "cash"}
    create_journal(shop.ctx, fields=fields, is_draft=False)
    expected = {"undeposited_funds": 1100, "sales_default": -1000, "output_tax": -100}
    assert (shop.on(5, 1), shop.on(5, 1, known_at=shop.ctx.now)) == (expected, expected)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_statements_balance_and_agree_on_the_cash_basis(seed):
    trader = Trader(make_organization(country="JP"), seed)
    steps = [trader.step() for _step in range(40)]
    assert verify(trader.ctx) == []
    for day in (date(2026, 9, 20), date(2026, 10, 15), date(2026, 12, 31)):
        start = date(2026, 9, 10)
        trial = ask(trader.ctx, "trialbalance", start, day)
        assert trial.totals["debit"] == trial.totals["credit"], steps
        assert {row["account_type"] for row in trial.rows} & CONTROL == set(), steps
        sheet = ask(trader.ctx, "balancesheet", start, day).totals
        assert sheet["assets"] == sheet["liabilities"] + sheet["equity"]
        _ledger_agrees(trader.ctx, start, day, trial)


def _ledger_agrees(ctx, start, day, trial):
    """Assert that general ledger, profit and loss and account transactions say what the trial balance says."""
    ledger = ask(ctx, "generalledger", start, day)
    assert ledger.totals["debit"] == ledger.totals["credit"]
    for row in ledger.rows:
        assert row["opening_balance"] + row["debit"] - row["credit"] == row["closing_balance"]
        assert min(row["debit"], row["credit"]) >= 0
    assert {row["account_id"]: row["closing_balance"] for row in ledger.rows if row["closing_balance"]} == signed(trial)
    moved = {row["account_id"]: row["debit"] - row["credit"] for row in ledger.rows}
    for row in ask(ctx, "profitandloss", start, day).rows:
        assert abs(moved[row["account_id"]]) == abs(row["amount"])
    for row in ledger.rows:
        lines = ask(ctx, "accounttransactions", start, day, account_id=row["account_id"])
        assert lines.totals["debit"] - lines.totals["credit"] == moved[row["account_id"]]
        if lines.rows:
            assert lines.rows[-1]["balance"] == row["closing_balance"]


def test_each_figure_is_that_of_its_own_period_and_statements_do_not_grow():
    trader = Trader(make_organization(country="JP"), 9)
    for _step in range(40):
        trader.step()
    asked = Period(date(2026, 10, 1), date(2026, 10, 31))
    compared = earlier_periods(asked, Compare.PREVIOUS_PERIOD, 3)
    ask(trader.ctx, "trialbalance", asked.start, asked.end, known_at=trader.ctx.now)  # asks what the engine can do
    for name in STATEMENTS:
        counts = []
        for known_at in (None, trader.ctx.now):
            with CaptureQueriesContext(connection) as queries:
                report = ask(trader.ctx, name, asked.start, asked.end, known_at=known_at, compared=compared)
            counts.append(len(queries))
            for place, period in enumerate((asked, *compared)):
                alone = ask(trader.ctx, name, period.start, period.end, known_at=known_at)
                assert {key: report.totals[spread(key, place)] for key in alone.totals} == alone.totals
        assert counts <= [7, 9], (name, counts)
