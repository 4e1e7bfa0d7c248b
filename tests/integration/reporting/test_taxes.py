"""The tax summary: worked examples of Japan, ties to the tax accounts, travel in time."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.state import Action
from daicho.ledger.commands.create_journal import create_journal
from daicho.ledger.commands.delete_journal import delete_journal
from daicho.ledger.commands.update_journal import update_journal
from daicho.organizations.commands.update_organization import update_organization
from daicho.organizations.core.organization import OrganizationFields
from daicho.platform.work import reading
from daicho.purchases.kinds import BILL
from daicho.reporting.catalogue import REPORTS
from daicho.reporting.core.report import Parameters
from daicho.reporting.queries.verify import verify
from daicho.reporting.queries.verify_taxes import verify_taxes
from daicho.sales.commands.credit_invoice import credit_invoice
from daicho.sales.kinds import INVOICE
from daicho.sales.models import Invoice
from daicho.taxes.queries.taxes import tax_choices
from tests.build.bills import credit_bill, make_bill
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.journals import accounts_by_key, journal_line
from tests.build.organization import make_organization
from tests.build.sales import make_invoice

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 4, 1), date(2027, 3, 31))
BEFORE, AFTER = date(2026, 9, 30), date(2026, 10, 1)
FIGURES = ("taxable_sales", "output_tax", "taxable_purchases", "input_tax")


@pytest.fixture
def ctx():
    return make_organization(country="JP")


@pytest.fixture
def rates(ctx):
    """Rate → the tax with that rate: 10, 8, 0 (exempt)."""
    with reading(ctx):
        choices = tax_choices(ctx)
    return {choice.name: choice.tax_id for choice in choices}


def named(rates, text):
    return next(tax_id for name, tax_id in rates.items() if text in name)


def work(price: object, tax_id: int) -> Any:
    return line(None, 1, rate=price, name="Work", tax_id=tax_id)


def invoice(ctx, lines, day=AFTER, customer=None, **fields):
    return make_invoice(ctx, customer or make_customer(ctx), lines, is_open=True, date=day, **fields)


def ask(ctx, name="taxsummary", **rest):
    with reading(ctx):
        return REPORTS[name].query(ctx, parameters=Parameters(*YEAR, **rest))


def rows(report):
    return {(int(row["rate"]), int(row["credit_share"])): tuple(row[key] for key in FIGURES) for row in report.rows}


def figures(cells):
    return tuple(cells.get(key) for key in ("output_tax", "input_tax"))


def test_sales_and_purchases_by_rate_and_share(ctx, rates):
    full, reduced = named(rates, "10"), named(rates, "8")
    invoice(ctx, [work(100_000, full), work(50_000, reduced)])
    unregistered = make_vendor(ctx, tax_registration_status="unregistered")
    make_bill(ctx, make_vendor(ctx), [work(20_000, full)], date=AFTER)
    make_bill(ctx, unregistered, [work(10_000, full)], date=BEFORE)
    bill = make_bill(ctx, unregistered, [work(100_000, full), work(20_000, reduced)], date=AFTER)
    report = ask(ctx)
    assert rows(report) == {
        (10, 100): (100_000, 10_000, 20_000, 2_000),
        (10, 80): (0, 0, 10_000, 800),
        (10, 70): (0, 0, 100_000, 7_000),
        (8, 100): (50_000, 4_000, 0, 0),
        (8, 70): (0, 0, 20_000, 1_120),
    }
    assert figures(report.totals) == figures(report.ties[-1].figures) == (14_000, 10_920)
    assert len(report.ties) == 1
    credit_bill(ctx, bill)
    assert rows(ask(ctx))[10, 70] == (0, 0, 0, 0)
    assert verify(ctx) == []


def test_details_lead_to_every_document(ctx, rates):
    full, reduced = named(rates, "10"), named(rates, "8")
    made = invoice(ctx, [work(1_000, full), work(500, reduced)])
    credit = credit_invoice(ctx, invoice_id=made, fields={"date": AFTER})
    found = ask(ctx, "taxdetails", tax_id=reduced)
    assert [(row["source_type"], row["source_id"], row["taxable_sales"], row["output_tax"]) for row in found.rows] == [
        ("invoice", made, 500, 40),
        ("creditnote", credit, -500, -40),
    ]
    assert figures(found.totals) == (0, 0)


def test_foreign_documents_and_journals_tie_to_the_accounts(ctx, rates):
    full, reduced = named(rates, "10"), named(rates, "8")
    abroad = make_customer(ctx, currency_code="USD")
    lines = [work("33.33", full), work("12.34", reduced)]
    invoice(ctx, lines, customer=abroad, exchange_rate=Decimal("150.37"), discount="3.21%")
    invoice(ctx, [work(1_000, full)], is_inclusive_tax=True)
    keys = accounts_by_key(ctx)
    paid = [journal_line(keys["output_tax"], debit=300), journal_line(keys["input_tax"], credit=300)]
    create_journal(ctx, fields={"date": AFTER, "lines": paid}, is_draft=False)
    report = ask(ctx)
    assert figures(report.ties[0].figures) == (-300, -300)
    sums = [sum(pair) for pair in zip(figures(report.totals), (-300, -300), strict=True)]
    assert tuple(sums) == figures(report.ties[-1].figures)
    assert verify(ctx) == []


def journal(ctx, lines, **fields):
    return create_journal(ctx, fields={"date": AFTER, "lines": lines, **fields}, is_draft=False)


def test_journals_count_as_documents_do(ctx, rates):
    full, reduced, keys = named(rates, "10"), named(rates, "8"), accounts_by_key(ctx)
    sold = journal_line(keys["sales_default"], credit=1_000, tax_id=full)
    bought = [
        journal_line(keys["bad_debt"], debit=500, tax_id=reduced),
        journal_line(keys["bad_debt"], credit=100, tax_id=full),
    ]
    made = journal(ctx, [sold, *bought, journal_line(keys["cash_on_hand"], debit=670)])
    invoice(ctx, [work(2_000, full)])
    report = ask(ctx)
    assert rows(report) == {(10, 100): (3_000, 300, -100, -10), (8, 100): (0, 0, 500, 40)}
    assert figures(report.totals) == figures(report.ties[-1].figures) == (300, 30)
    assert len(report.ties) == 1
    found = ask(ctx, "taxdetails", tax_id=reduced)
    assert [(row["source_type"], row["source_id"], row["taxable_purchases"]) for row in found.rows] == [
        ("journal", made, 500)
    ]
    cash = ask(ctx, "consumptiontaxreturn").rows[2]
    assert int(cash["credit"]) == 30 * 78 // 100
    assert verify(ctx) == []


def test_drafts_and_journals_of_the_cash_basis_do_not_count(ctx, rates):
    keys = accounts_by_key(ctx)
    lines = [journal_line(keys["sales_default"], credit=1_000, tax_id=named(rates, "10")),
             journal_line(keys["cash_on_hand"], debit=1_100)]  # fmt: skip
    journal(ctx, lines, journal_type="cash")
    create_journal(ctx, fields={"date": AFTER, "lines": lines}, is_draft=True)
    assert rows(ask(ctx)) == {}
    assert verify(ctx) == []


def test_tax_that_is_booked_with_the_amounts_is_still_summed_up(ctx, rates):
    fields = OrganizationFields(tax_bookkeeping="tax_inclusive", tax_bookkeeping_since=date(2026, 4, 1))
    update_organization(ctx, fields=fields)
    invoice(ctx, [work(1_000, named(rates, "10"))])
    keys = accounts_by_key(ctx)
    bought = journal_line(keys["bad_debt"], debit=220, tax_id=named(rates, "10"))
    journal(ctx, [bought, journal_line(keys["cash_on_hand"], credit=220)], is_inclusive_tax=True)
    report = ask(ctx)
    assert rows(report) == {(10, 100): (1_000, 100, 200, 20)}
    assert [figures(tie.figures) for tie in report.ties] == [(-100, -20), (0, 0)]
    assert verify(ctx) == []


def test_verification_finds_a_tax_that_the_books_do_not_have(ctx, rates):
    made = invoice(ctx, [work(1_000, named(rates, "10"))])
    with reading(ctx):
        assert list(verify_taxes(ctx)) == []
        Invoice.objects.filter(id=made).update(taxes="[]")
        assert [mismatch.detail for mismatch in verify_taxes(ctx)] == ["document 0, books 100"]


def _story(at, rates):
    ctx = at()
    full, reduced = named(rates, "10"), named(rates, "8")
    vendor = make_vendor(ctx, tax_registration_status="unregistered")
    first = invoice(at(), [work(1_000, full)])
    second = invoice(at(), [work(700, full), work(300, reduced)], exchange_rate=Decimal(1))
    bill = make_bill(at(), vendor, [work(5_000, full)], date=AFTER)
    keys = accounts_by_key(ctx)
    lines = [journal_line(keys["bad_debt"], debit=300, tax_id=full), journal_line(keys["cash_on_hand"], credit=330)]
    journal_id = journal(at(), lines)
    other_id = journal(at(), lines)
    yield
    update_document(at(), kind=INVOICE, document_id=first, fields={"lines": [work(900, reduced)]})
    yield
    update_document(at(), kind=INVOICE, document_id=second, fields={"date": date(2026, 4, 1)})
    yield
    change_state(at(), kind=BILL, document_id=bill, action=Action.VOID)
    yield
    change_state(at(), kind=INVOICE, document_id=first, action=Action.VOID)
    delete_document(at(), kind=INVOICE, document_id=second)
    yield
    taxed = [{**lines[0], "tax_id": reduced}, {**lines[1], "amount": Decimal(324)}]
    update_journal(at(), journal_id=journal_id, fields={"lines": taxed, "date": date(2026, 4, 2)})
    yield
    delete_journal(at(), journal_id=other_id)
    yield


def test_every_answer_is_remembered(ctx, rates):
    clock = iter(range(1, 99))

    def at():
        return replace(ctx, now=ctx.now + timedelta(hours=next(clock)))

    answers = []
    for _step in _story(at, rates):
        now = at().now
        answers.append((now, _said(ctx, None)))
        assert verify(replace(ctx, now=now)) == []
    assert len({str(said) for _now, said in answers}) == len(answers)
    for now, said in answers:
        assert _said(ctx, now) == said


def _said(ctx, known_at):
    report = ask(ctx, known_at=known_at)
    assert figures(report.totals) == figures(report.ties[-1].figures)
    details = ask(ctx, "taxdetails", known_at=known_at)
    shown = ("source_type", "source_id", "source_number", "contact_id", "date", "rate", *FIGURES)
    return rows(report), sorted(tuple(str(row[key]) for key in shown) for row in details.rows), details.totals


def test_what_is_to_be_paid_of_consumption_tax(ctx, rates):
    """The case of japan.md 1.9: sales of 11,000,550 and purchases of 5,500,000, both with tax at ten per cent."""
    ten = named(rates, "10%")
    make_invoice(ctx, make_customer(ctx), [work(11_000_550, ten)], is_open=True, date=AFTER, is_inclusive_tax=True)
    make_bill(ctx, make_vendor(ctx), [work(5_500_000, ten)], date=AFTER, is_inclusive_tax=True)
    with reading(ctx):
        report = REPORTS["consumptiontaxreturn"].query(ctx, parameters=Parameters(*YEAR))
    paid = {
        row["method"]: [int(row[key]) for key in ("credit", "net_national", "local", "total")] for row in report.rows
    }
    assert paid["By division on both sides"] == [390_000, 390_000, 110_000, 500_000]
    assert paid["20 % of the tax on sales"] == [624_000, 156_000, 44_000, 200_000]


def test_the_share_of_an_unregistered_vendor_is_the_credit_of_its_day(ctx, rates):
    vendor = make_vendor(ctx, tax_registration_status="unregistered")
    make_bill(ctx, vendor, [work(110_000, named(rates, "10%"))], date=AFTER, is_inclusive_tax=True)
    with reading(ctx):
        report = REPORTS["consumptiontaxreturn"].query(ctx, parameters=Parameters(*YEAR))
    assert int(report.rows[0]["credit"]) == 5_460
