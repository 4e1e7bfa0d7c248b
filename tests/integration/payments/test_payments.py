"""Payments, credits and refunds: what they do to documents and books."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum

from daicho.contacts.commands.merge_contacts import merge_contacts
from daicho.contacts.queries.contact_balances import contact_balances
from daicho.contacts.queries.contact_statement import contact_statement
from daicho.contacts.queries.contact_transactions import contact_transactions
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.state import Action
from daicho.documents.queries.settled_documents import settled_documents
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, NotFound, RuleBroken
from daicho.ledger.commands.set_lock import set_lock
from daicho.ledger.core.locks import Scope
from daicho.ledger.models import JournalLine
from daicho.payments import uses
from daicho.payments.commands.apply_credits import apply_credits
from daicho.payments.commands.create_payment import create_payment
from daicho.payments.commands.create_refund import create_refund
from daicho.payments.commands.delete_payment import delete_payment
from daicho.payments.commands.delete_refund import delete_refund
from daicho.payments.commands.remove_use import remove_use
from daicho.payments.commands.update_payment import update_payment
from daicho.payments.commands.update_refund import update_refund
from daicho.payments.kinds import CUSTOMER_PAYMENT, VENDOR_PAYMENT
from daicho.payments.models import Payment
from daicho.payments.uses import contacts_in_use
from daicho.platform.work import reading
from daicho.purchases.kinds import BILL
from daicho.reporting.queries.verify import verify
from daicho.sales.commands.credit_invoice import credit_invoice
from daicho.sales.kinds import CREDIT_NOTE, INVOICE
from tests.build.bills import credit_bill, make_bill
from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.payments import make_payment
from tests.build.sales import make_invoice

pytestmark = pytest.mark.django_db
FIRST, LATER = date(2026, 10, 1), date(2026, 10, 20)


@pytest.fixture
def ctx() -> Ctx:
    return make_organization(country="JP")


def service(price: object, quantity: int = 1, **fields: Any) -> Any:
    """Return a line without an item, so that nothing but the amount matters."""
    return line(None, quantity, rate=price, name="Work", **fields)


def invoice(ctx: Ctx, customer: int, price: object, day: date = FIRST, **fields: Any) -> int:
    return make_invoice(ctx, customer, [service(price)], is_open=True, date=day, **fields)


def note(ctx: Ctx, customer: int, price: object, day: date = FIRST) -> int:
    fields: Any = {"contact_id": customer, "lines": [service(price)], "date": day}
    return create_document(ctx, kind=CREDIT_NOTE, fields=fields, is_open=True)


def books(ctx: Ctx, until: date = date.max) -> dict[str, int]:
    """Base amounts by system key of the account, zero ones left out."""
    with reading(ctx):
        sums: dict[str, int] = {}
        rows = JournalLine.objects.filter(day__lte=until).values_list("account__system_key", "amount_minor")
        for key, base in rows:
            sums[key] = sums.get(key, 0) + base
    return {key: total for key, total in sums.items() if total}


def applied(ctx: Ctx, kind: Any, document_id: int) -> int:
    with reading(ctx):
        return settled_documents(ctx, kind=kind, ids=[document_id])[document_id].applied


def used(ctx: Ctx, payment_id: int) -> int:
    with reading(ctx):
        return int(Payment.objects.get(id=payment_id).used_minor)


def refused(code: int) -> Any:
    class Refused:
        def __enter__(self) -> None:
            self.raises = pytest.raises((RuleBroken, InvalidInput))
            self.error = self.raises.__enter__()

        def __exit__(self, *failure: Any) -> bool:
            done = self.raises.__exit__(*failure)
            assert self.error.value.code == code, self.error.value
            return bool(done)

    return Refused()


def test_one_payment_settles_several_invoices_and_leaves_an_advance(ctx):
    customer = make_customer(ctx)
    first, second = invoice(ctx, customer, 1000), invoice(ctx, customer, 2000)
    payment = make_payment(
        ctx, customer, 3500, {first: 1000, second: 1500}, date=LATER, fees=Decimal(440), mode="banktransfer"
    )
    assert books(ctx) == {
        "sales_default": -3000,
        "accounts_receivable": 500,
        "undeposited_funds": 3060,
        "bank_fees": 440,
        "customer_advances": -1000,
    }
    assert (applied(ctx, INVOICE, first), applied(ctx, INVOICE, second), used(ctx, payment)) == (1000, 1500, 2500)
    apply_credits(ctx, target=("invoice", second), amounts={("customerpayment", payment): 500})
    assert "accounts_receivable" not in books(ctx)
    assert books(ctx, until=LATER)["accounts_receivable"] == 500  # it moves on the day of the application
    with refused(4650):
        create_refund(ctx, source=("customerpayment", payment), fields={"amount": Decimal(501)})
    refund = create_refund(ctx, source=("customerpayment", payment), fields={"amount": Decimal(500)})
    assert "customer_advances" not in books(ctx)
    with refused(4653):
        delete_payment(ctx, kind=CUSTOMER_PAYMENT, payment_id=payment)
    update_refund(ctx, refund_id=refund, fields={"amount": Decimal(300)})
    assert books(ctx)["customer_advances"] == -200
    delete_refund(ctx, refund_id=refund)
    delete_payment(ctx, kind=CUSTOMER_PAYMENT, payment_id=payment)
    assert books(ctx) == {"sales_default": -3000, "accounts_receivable": 3000}
    assert applied(ctx, INVOICE, second) == 0
    assert verify(ctx) == []


def test_a_changed_payment_says_what_it_would_have_said(ctx):
    customer = make_customer(ctx)
    first, second = invoice(ctx, customer, 1000), invoice(ctx, customer, 2000, date(2026, 10, 10))
    payment = make_payment(ctx, customer, 1000, {first: 1000}, date=date(2026, 10, 5))
    fields: Any = {"amount": Decimal(1500), "uses": [{"target_id": second, "amount": Decimal(1200)}]}
    update_payment(ctx, kind=CUSTOMER_PAYMENT, payment_id=payment, fields=fields)
    assert (applied(ctx, INVOICE, first), applied(ctx, INVOICE, second), used(ctx, payment)) == (0, 1200, 1200)
    assert books(ctx, until=date(2026, 10, 9))["customer_advances"] == -1500  # an invoice is not paid before its day
    assert books(ctx)["customer_advances"] == -300
    update_payment(ctx, kind=CUSTOMER_PAYMENT, payment_id=payment, fields={"date": date(2026, 10, 15)})
    assert "undeposited_funds" not in books(ctx, until=date(2026, 10, 14))
    assert books(ctx)["customer_advances"] == -300
    with refused(4650):
        update_payment(ctx, kind=CUSTOMER_PAYMENT, payment_id=payment, fields={"amount": Decimal(1199)})
    with refused(4712):
        over: Any = {"amount": Decimal(5000), "uses": [{"target_id": first, "amount": Decimal(1001)}]}
        update_payment(ctx, kind=CUSTOMER_PAYMENT, payment_id=payment, fields=over)
    assert verify(ctx) == []


def test_what_cannot_be_is_refused(ctx):
    customer, other = make_customer(ctx), make_customer(ctx, contact_name="Other")
    theirs = invoice(ctx, other, 1000)
    draft = make_invoice(ctx, customer, [service(10)])
    with refused(4651):
        make_payment(ctx, customer, 1000, {theirs: 1000})
    with refused(4700):
        make_payment(ctx, customer, 1000, {draft: 10})
    with refused(2):
        make_payment(ctx, customer, 0)
    with refused(2):
        make_payment(ctx, customer, "0.5")
    with refused(2):
        make_payment(ctx, customer, 100, fees=Decimal(100))
    with refused(2):
        make_payment(ctx, customer, 100, {theirs + 1: 5})
    with refused(2):
        make_payment(ctx, customer, 100, account_id=5)
    with refused(2):
        make_payment(ctx, make_vendor(ctx), 100)
    with refused(4):
        fields: Any = {"contact_id": customer}
        create_payment(ctx, kind=CUSTOMER_PAYMENT, fields=fields)
    assert books(ctx) == {"sales_default": -1000, "accounts_receivable": 1000}
    with pytest.raises(NotFound):
        delete_payment(ctx, kind=VENDOR_PAYMENT, payment_id=theirs)


def test_locked_days_hold(ctx):
    customer = make_customer(ctx)
    bought = invoice(ctx, customer, 1000)
    payment = make_payment(ctx, customer, 1000, {bought: 1000}, date=date(2026, 10, 5))
    set_lock(ctx, fields={"scope": Scope.SALES, "until": date(2026, 10, 31), "reason": "closed"})
    with refused(4310):
        make_payment(ctx, customer, 10, date=LATER)
    with refused(4310):
        delete_payment(ctx, kind=CUSTOMER_PAYMENT, payment_id=payment)
    with refused(4310):
        update_payment(ctx, kind=CUSTOMER_PAYMENT, payment_id=payment, fields={"date": date(2026, 11, 2)})
    make_payment(ctx, customer, 10, date=date(2026, 11, 1))


def test_a_paid_invoice_cannot_go_but_may_change(ctx):
    """behaviour.md 3.6, 14.6."""
    customer = make_customer(ctx)
    bought = invoice(ctx, customer, 1000)
    make_payment(ctx, customer, 800, {bought: 800}, date=date(2026, 10, 5))
    with refused(4711):
        change_state(ctx, kind=INVOICE, document_id=bought, action=Action.VOID)
    with refused(4710):
        update_document(ctx, kind=INVOICE, document_id=bought, fields={"lines": [service(799)]})
    update_document(
        ctx, kind=INVOICE, document_id=bought, fields={"lines": [service(900)], "date": date(2026, 10, 8)}
    )  # fmt: skip
    assert books(ctx)["accounts_receivable"] == 100
    assert "accounts_receivable" not in books(ctx, until=date(2026, 10, 7))
    assert verify(ctx) == []


def test_foreign_invoices_leave_nothing_whatever_the_rates(ctx):
    customer = make_customer(ctx, currency_code="USD")
    dollars = {"exchange_rate": Decimal("150.5")}
    first = invoice(ctx, customer, "100.03", **dollars)
    one = make_payment(ctx, customer, "33.33", {first: "33.33"}, date=LATER, exchange_rate=Decimal("145.25"))
    two = make_payment(ctx, customer, "70", {first: "66.70"}, date=date(2026, 10, 10), exchange_rate=Decimal("160"))
    found = books(ctx)
    assert "accounts_receivable" not in found
    assert found["undeposited_funds"] == 4841 + 11200
    assert found["customer_advances"] == -528
    assert found["fx_loss"] == 175
    assert found["fx_gain"] == -633
    update_document(ctx, kind=INVOICE, document_id=first, fields={"exchange_rate": Decimal("152.5")})
    assert "accounts_receivable" not in books(ctx)
    create_refund(
        ctx, source=("customerpayment", two), fields={"amount": Decimal("3.3"), "exchange_rate": Decimal(155)}
    )  # fmt: skip
    assert "customer_advances" not in books(ctx)
    delete_payment(ctx, kind=CUSTOMER_PAYMENT, payment_id=one)
    with reading(ctx):
        rows = JournalLine.objects.filter(account__system_key="accounts_receivable")
        assert sum(row.currency_amount_minor for row in rows) == 3333
    assert verify(ctx) == []


def test_a_note_is_applied_to_another_invoice_and_given_back(ctx):
    customer = make_customer(ctx)
    first, credit = invoice(ctx, customer, 1000), note(ctx, customer, 700)
    source = ("creditnote", credit)
    (use,) = apply_credits(ctx, target=("invoice", first), amounts={source: 400})
    assert (applied(ctx, INVOICE, first), applied(ctx, CREDIT_NOTE, credit)) == (400, 400)
    assert books(ctx)["accounts_receivable"] == 300
    create_refund(ctx, source=source, fields={"amount": Decimal(300), "mode": "cash"})
    assert books(ctx)["accounts_receivable"] == 600
    with refused(4712):
        apply_credits(ctx, target=("invoice", first), amounts={source: 1})
    remove_use(ctx, use_id=use, of=source)
    assert (applied(ctx, INVOICE, first), applied(ctx, CREDIT_NOTE, credit)) == (0, 300)
    with pytest.raises(NotFound):
        remove_use(ctx, use_id=use)
    assert verify(ctx) == []


def test_vendors_are_paid_the_same_way_with_signs_turned(ctx):
    vendor = make_vendor(ctx)
    item = make_item(ctx)
    bill = make_bill(ctx, vendor, [line(item, 2, rate=500)], date=FIRST)
    credit = credit_bill(ctx, bill, date=date(2026, 10, 2))
    other = make_bill(ctx, vendor, [service(1500)], date=date(2026, 10, 3))
    payment = make_payment(ctx, vendor, 2000, {other: 500}, kind=VENDOR_PAYMENT, date=LATER)
    found = books(ctx)
    assert (found["accounts_payable"], found["vendor_advances"], found["bank_default"]) == (-1000, 1500, -2000)
    apply_credits(
        ctx, target=("bill", other), amounts={("vendorcredit", credit): 600, ("vendorpayment", payment): 400}
    )  # fmt: skip
    assert applied(ctx, BILL, other) == 1500
    create_refund(ctx, source=("vendorpayment", payment), fields={"amount": Decimal(1100)})
    found = books(ctx)
    assert "vendor_advances" not in found
    assert found["accounts_payable"] == 400 - 1000  # what the credit still holds, and the first bill
    with pytest.raises(NotFound):
        apply_credits(ctx, target=("bill", bill), amounts={("vendorcredit", credit + 1): 1})
    assert verify(ctx) == []


def test_contacts_show_what_is_open_and_what_is_unused(ctx):
    customer = make_customer(ctx)
    bought = invoice(ctx, customer, 1000)
    note(ctx, customer, 700)
    payment = make_payment(ctx, customer, 500, {bought: 300}, date=LATER)
    create_refund(ctx, source=("customerpayment", payment), fields={"amount": Decimal(50), "date": LATER})
    with reading(ctx):
        amounts = contact_balances(ctx, currencies={customer: "JPY"})[customer]
        statement = contact_statement(ctx, contact_id=customer, start=FIRST, end=LATER)
        in_use = contacts_in_use(ctx, ids=[customer, 1])
    assert (amounts.receivable, amounts.unused_credits_receivable) == (700, 700 + 150)
    assert statement.closing == 700 - 700 - 150
    assert in_use == {customer}
    other = make_customer(ctx)
    waiting = invoice(ctx, customer, 300)
    merge_contacts(ctx, contact_id=other, merged_ids=[customer])
    with reading(ctx):
        assert Payment.objects.get().contact_id == other
        assert INVOICE.header.objects.get(id=waiting).contact_id == other
        sums = JournalLine.objects.filter(contact_id=customer).aggregate(sum=Sum("amount_minor"))
    assert sums["sum"] == 0
    assert verify(ctx) == []


def test_a_statement_adds_up_more_than_a_tab_shows(ctx, monkeypatch):
    customer = make_customer(ctx)
    bought = invoice(ctx, customer, 1000)
    payments = [make_payment(ctx, customer, 100, {bought: 100}, date=LATER) for _time in range(3)]
    create_refund(ctx, source=("customerpayment", make_payment(ctx, customer, 50)), fields={"amount": Decimal(50)})
    monkeypatch.setattr(uses, "_LIMIT", 1)
    with reading(ctx):
        statement = contact_statement(ctx, contact_id=customer, start=FIRST, end=ctx.today)
        shown = contact_transactions(ctx, contact_id=customer)
    assert statement.closing == 1000 - 300
    assert len([row for row in shown if row.page == "customerpayment"]) == 1 < len(payments)


def test_a_note_made_of_an_unpaid_invoice_settles_it_at_once(ctx):
    """behaviour.md 3.7."""
    customer = make_customer(ctx)
    unpaid, paid = invoice(ctx, customer, 1000), invoice(ctx, customer, 500)
    make_payment(ctx, customer, 500, {paid: 500})
    closed = credit_invoice(ctx, invoice_id=unpaid)
    assert (applied(ctx, INVOICE, unpaid), applied(ctx, CREDIT_NOTE, closed)) == (1000, 1000)
    waiting = credit_invoice(ctx, invoice_id=paid)
    assert applied(ctx, CREDIT_NOTE, waiting) == 0
    assert verify(ctx) == []
