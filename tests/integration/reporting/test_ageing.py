"""Ageing and balances of contacts: worked examples, ties to the control accounts, travel in time."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.state import Action
from daicho.ledger.commands.create_journal import create_journal
from daicho.ledger.models import AccountBalance
from daicho.payments.commands.apply_credits import apply_credits
from daicho.payments.commands.create_refund import create_refund
from daicho.payments.commands.delete_payment import delete_payment
from daicho.payments.commands.delete_refund import delete_refund
from daicho.payments.commands.remove_use import remove_use
from daicho.payments.commands.update_payment import update_payment
from daicho.payments.kinds import CUSTOMER_PAYMENT, VENDOR_PAYMENT
from daicho.platform.work import reading
from daicho.reporting.catalogue import REPORTS
from daicho.reporting.core.report import Parameters
from daicho.reporting.queries._open_items import open_documents
from daicho.reporting.queries._sides import PAYABLE, RECEIVABLE
from daicho.reporting.queries.verify import verify
from daicho.reporting.queries.verify_open_items import verify_open_items
from daicho.sales.commands.write_off_invoice import write_off_invoice
from daicho.sales.kinds import CREDIT_NOTE, INVOICE
from daicho.sales.models import Invoice
from tests.build.bills import make_bill
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.journals import accounts_by_key, journal_line
from tests.build.organization import make_organization
from tests.build.payments import make_payment
from tests.build.sales import make_invoice

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
BUCKETS = ("current", "days_1_15", "days_16_30", "days_31_45", "days_over_45", "total")


@pytest.fixture
def ctx():
    return make_organization(country="JP")


def work(price: object) -> Any:
    return line(None, 1, rate=price, name="Work")


def invoice(ctx, customer, price, day, due=None, **fields):
    return make_invoice(ctx, customer, [work(price)], is_open=True, date=day, due=due or day, **fields)


def note(ctx, customer, price, day):
    return create_document(
        ctx, kind=CREDIT_NOTE, fields={"contact_id": customer, "lines": [work(price)], "date": day}, is_open=True
    )  # fmt: skip


def ask(ctx, name, day=TODAY, **rest):
    with reading(ctx):
        return REPORTS[name].query(ctx, parameters=Parameters(day, day, **rest))


def amounts(report):
    return {row["contact_name"]: tuple(row[key] for key in BUCKETS) for row in report.rows}


def test_a_worked_example(ctx):
    hana = make_customer(ctx, contact_name="Hana")
    invoice(ctx, hana, 1000, date(2026, 10, 1), date(2026, 11, 30))
    second = invoice(ctx, hana, 2000, date(2026, 10, 1), date(2026, 11, 9))
    invoice(ctx, hana, 400, date(2026, 9, 1), date(2026, 10, 9))
    make_payment(ctx, hana, 500, {second: 300}, date=date(2026, 11, 1))
    note(ctx, hana, 150, date(2026, 9, 2))
    report = ask(ctx, "araging")
    assert amounts(report) == {"Hana": (850, 1700, 0, 0, 400, 2950)}
    assert report.totals["total"] == report.ties[0].figures["total"] == 2950
    assert amounts(ask(ctx, "araging", date(2026, 10, 31)))["Hana"] == (2850, 0, 400, 0, 0, 3250)
    late = ask(ctx, "aragingdetails", contact_id=hana, bucket="days_1_15").rows
    assert [(row["source_id"], row["balance"], row["days_late"]) for row in late] == [(second, 1700, 15)]
    (row,) = ask(ctx, "customerbalances").rows
    assert (row["invoiced"], row["received"], row["balance"], row["unused"]) == (3250, 300, 2950, 200)
    assert verify(ctx) == []


def test_vendors_are_the_mirror(ctx):
    vendor = make_vendor(ctx, contact_name="Sato")
    bill = make_bill(ctx, vendor, [work(700)], date=date(2026, 10, 1), due=date(2026, 10, 31))
    make_payment(ctx, vendor, 250, {bill: 200}, kind=VENDOR_PAYMENT, date=date(2026, 11, 1))
    assert amounts(ask(ctx, "apaging")) == {"Sato": (0, 0, 500, 0, 0, 500)}
    (row,) = ask(ctx, "vendorbalances").rows
    assert (row["billed"], row["paid"], row["balance"], row["unused"]) == (700, 200, 500, 50)
    assert ask(ctx, "araging").rows == []
    assert verify(ctx) == []


def test_foreign_documents_write_offs_and_journals_tie_as_well(ctx):
    keys = accounts_by_key(ctx)
    abroad, customer = make_customer(ctx, currency_code="USD"), make_customer(ctx)
    first = invoice(ctx, abroad, "100.03", date(2026, 10, 1), exchange_rate=Decimal("150.5"))
    make_payment(ctx, abroad, "33.33", {first: "33.33"}, date=date(2026, 10, 20), exchange_rate=Decimal("145.25"))
    lost = invoice(ctx, customer, 900, date(2026, 10, 1))
    write_off_invoice(ctx, invoice_id=lost, day=date(2026, 11, 2))
    lines = [
        journal_line(keys["accounts_receivable"], debit=80, contact_id=customer),
        journal_line(keys["sales_default"], credit=80),
    ]
    create_journal(ctx, fields={"date": date(2026, 11, 1), "lines": lines}, is_draft=False)
    for day in (date(2026, 10, 1), date(2026, 10, 20), date(2026, 11, 1), date(2026, 11, 2), TODAY):
        for known_at in (None, ctx.now):
            report = ask(ctx, "araging", day, known_at=known_at)
            assert report.totals["total"] == report.ties[0].figures["total"]
    kinds = {row["source_type"]: row["balance"] for row in ask(ctx, "aragingdetails").rows}
    assert kinds == {"invoice": 15055 - 5016, "journal": 80}
    assert ask(ctx, "aragingdetails", date(2026, 11, 1)).totals["balance"] == 15055 - 5016 + 980
    assert verify(ctx) == []


def test_verification_finds_a_document_that_says_something_else(ctx):
    made = invoice(ctx, make_customer(ctx), 900, TODAY)
    with reading(ctx):
        assert list(verify_open_items(ctx)) == []
        Invoice.objects.filter(id=made).update(state="void")
        found = list(verify_open_items(ctx))
    assert {mismatch.check for mismatch in found} == {"open items"}
    assert "documents 0, books 900" in found[0].detail


def test_verification_adds_what_journals_opened_until_each_day(ctx):
    keys, customer = accounts_by_key(ctx), make_customer(ctx)
    for day, amount in ((date(2026, 9, 3), 80), (date(2026, 10, 5), 20)):
        lines = [
            journal_line(keys["accounts_receivable"], debit=amount, contact_id=customer),
            journal_line(keys["sales_default"], credit=amount),
        ]
        create_journal(ctx, fields={"date": day, "lines": lines}, is_draft=False)
    invoice(ctx, customer, 900, TODAY)
    with reading(ctx):
        assert list(verify_open_items(ctx)) == []
        AccountBalance.objects.filter(contact_id=customer, month=date(2026, 10, 1)).update(debit_minor=25)
        found = [mismatch.detail for mismatch in verify_open_items(ctx)]
    assert found == ["documents 100, books 105", *["documents 1000, books 1005"] * 2]


def _story(ctx, at):
    """Yield after each of many changes; `at` returns a context of the next hour."""
    hana, ken = make_customer(ctx, contact_name="Hana"), make_customer(ctx, contact_name="Ken")
    first = invoice(at(), hana, 1000, date(2026, 9, 1), date(2026, 10, 31))
    second = invoice(at(), hana, 500, date(2026, 9, 5), date(2026, 9, 30))
    other = invoice(at(), ken, 300, date(2026, 11, 20), date(2026, 12, 31))
    yield
    payment = make_payment(at(), hana, 900, {first: 600, second: 100}, date=date(2026, 10, 2))
    yield
    update_document(at(), kind=INVOICE, document_id=first, fields={"due": date(2026, 11, 20)})
    yield
    uses = [{"target_id": second, "amount": Decimal(400)}]
    update_payment(at(), kind=CUSTOMER_PAYMENT, payment_id=payment, fields={"uses": uses})
    yield
    credit = note(at(), hana, 250, date(2026, 10, 3))
    (use,) = apply_credits(
        at(), target=("invoice", first), amounts={("creditnote", credit): 200}, day=date(2026, 10, 9)
    )
    yield
    refund = create_refund(
        at(), source=("creditnote", credit), fields={"amount": Decimal(50), "date": date(2026, 10, 12)}
    )  # fmt: skip
    yield
    remove_use(at(), use_id=use)
    yield
    delete_refund(at(), refund_id=refund)
    delete_payment(at(), kind=CUSTOMER_PAYMENT, payment_id=payment)
    yield
    change_state(at(), kind=INVOICE, document_id=other, action=Action.VOID)
    delete_document(at(), kind=INVOICE, document_id=other)
    yield


def test_every_answer_is_remembered(ctx):
    clock = iter(range(1, 99))

    def at():
        return replace(ctx, now=ctx.now + timedelta(hours=next(clock)))

    days = (date(2026, 9, 30), date(2026, 10, 2), date(2026, 10, 9), date(2026, 10, 12), TODAY)
    answers = []
    for _step in _story(ctx, at):
        now = at().now
        answers.append((now, [_said(ctx, day, None) for day in days]))
        assert verify(replace(ctx, now=now)) == []
    assert len({str(said) for _now, said in answers}) == len(answers)
    for now, said in answers:
        assert [_said(ctx, day, now) for day in days] == said


def _said(ctx, day, known_at):
    details = ask(ctx, "aragingdetails", day, known_at=known_at)
    shown = ("source_type", "source_id", "due_date", "balance", "bucket")
    rows = sorted(tuple(str(row[key]) for key in shown) for row in details.rows)
    totals = ask(ctx, "araging", day, known_at=known_at)
    assert details.totals["balance"] == totals.totals["total"] == totals.ties[0].figures["total"]
    return rows, amounts(totals), ask(ctx, "customerbalances", day, known_at=known_at).rows


def test_statements_do_not_grow_with_what_is_open(ctx):
    customer = make_customer(ctx)
    counts = []
    for _round in range(2):
        for _ in range(3):
            invoice(ctx, customer, 100, date(2026, 10, 1))
        with CaptureQueriesContext(connection) as queries:
            ask(ctx, "araging")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10


@pytest.mark.skipif(connection.vendor != "sqlite", reason="plans of a database without statistics")
@pytest.mark.parametrize("side", [RECEIVABLE, PAYABLE])
def test_what_is_open_walks_neither_the_books_nor_all_refunds(ctx, side):
    with reading(ctx), CaptureQueriesContext(connection) as queries:
        assert open_documents(side, TODAY) == []
    asked = [query["sql"] for query in queries if "SELECT" in query["sql"]]
    assert len(asked) == 2
    with connection.cursor() as cursor:
        plans = [" ".join(str(row) for row in cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()) for sql in asked]
    assert "ledger_" not in "".join(plans)
    assert plans[1].count("payments_refund_source") == 2, plans[1]
