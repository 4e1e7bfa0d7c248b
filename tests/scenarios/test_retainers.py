"""Stories of money that customers pay in advance (behaviour.md 3.12, 4, 14: 15); each ends with a verification."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from daicho.contacts.queries.contact_balances import contact_balances
from daicho.contacts.queries.contact_statement import contact_statement
from daicho.contacts.queries.unused_retainer_payments import unused_retainer_payments
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.clone_document import clone_document
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.state import Action
from daicho.documents.queries._views import status_of
from daicho.documents.queries.document_view import document_view
from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.ledger.models import JournalLine
from daicho.organizations.commands.change_series import change_series
from daicho.payments.commands.apply_credits import apply_credits
from daicho.payments.commands.create_refund import create_refund
from daicho.payments.commands.delete_payment import delete_payment
from daicho.payments.commands.delete_refund import delete_refund
from daicho.payments.commands.remove_use import remove_use
from daicho.payments.commands.update_payment import update_payment
from daicho.payments.kinds import CUSTOMER_PAYMENT
from daicho.platform.numbering import list_series
from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from daicho.sales.kinds import INVOICE, RETAINER_INVOICE
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.retainers import asked, make_retainer, pay_retainer
from tests.build.sales import make_invoice

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 5)
LATER = DAY + timedelta(days=10)


@pytest.fixture
def ctx():
    return make_organization(country="JP", fiscal_year_start_month=4, opening_date=date(2025, 4, 1))


def books(ctx):
    """Base amounts by system key of the account, zero ones left out."""
    with reading(ctx):
        sums = {}
        for key, base in JournalLine.objects.values_list("account__system_key", "amount_minor"):
            sums[key] = sums.get(key, 0) + base
    return {key: total for key, total in sums.items() if total}


def status(ctx, kind, document_id):
    with reading(ctx):
        return status_of(ctx, kind, document_view(ctx, kind=kind, document_id=document_id))


def drawn(ctx, retainer_id):
    with reading(ctx):
        return document_view(ctx, kind=RETAINER_INVOICE, document_id=retainer_id).marks["drawn_status"]


def owed(ctx, customer):
    with reading(ctx):
        return contact_balances(ctx, currencies={customer: "JPY"})[customer]


def work(ctx, customer, price, **fields):
    """Send an invoice for work that is not taxed."""
    given = {"date": LATER, "due": date(2027, 3, 31), **fields}
    return make_invoice(ctx, customer, [line(None, 1, rate=price, name="Work")], is_open=True, **given)


def apply_to(ctx, invoice_id, payment_id, amount, day=LATER):
    return apply_credits(
        ctx, target=("invoice", invoice_id), amounts={("customerpayment", payment_id): amount}, day=day
    )


def verified(ctx):
    with reading(ctx):
        assert list(verify(ctx)) == []


def test_15_a_paid_retainer_is_unearned_until_it_is_applied_to_an_invoice(ctx):
    customer = make_customer(ctx)
    retainer = make_retainer(ctx, customer, [100], is_open=False, date=DAY)
    assert status(ctx, RETAINER_INVOICE, retainer) == "draft"
    change_state(ctx, kind=RETAINER_INVOICE, document_id=retainer, action=Action.OPEN)
    assert status(ctx, RETAINER_INVOICE, retainer) == "sent"
    assert books(ctx) == {}
    payment = pay_retainer(ctx, customer, retainer, 100, date=DAY)
    assert books(ctx) == {"undeposited_funds": 100, "customer_advances": -100}
    assert (status(ctx, RETAINER_INVOICE, retainer), drawn(ctx, retainer)) == ("paid", "")
    assert owed(ctx, customer).unused_credits_receivable == 100
    invoice = work(ctx, customer, 100)
    (use,) = apply_to(ctx, invoice, payment, 100)
    assert books(ctx) == {"undeposited_funds": 100, "sales_default": -100}
    assert status(ctx, INVOICE, invoice) == "paid"
    assert (status(ctx, RETAINER_INVOICE, retainer), drawn(ctx, retainer)) == ("paid", "drawn")
    verified(ctx)
    remove_use(ctx, use_id=use)
    assert books(ctx)["customer_advances"] == -100
    assert (status(ctx, INVOICE, invoice), drawn(ctx, retainer)) == ("sent", "")
    verified(ctx)


def test_a_retainer_paid_in_parts_is_drawn_in_parts_and_the_rest_is_given_back(ctx):
    customer = make_customer(ctx)
    retainer = make_retainer(ctx, customer, [6000, 4000], date=DAY)
    first = pay_retainer(ctx, customer, retainer, 2500, date=DAY)
    assert status(ctx, RETAINER_INVOICE, retainer) == "partially_paid"
    with pytest.raises(RuleBroken) as refused:
        pay_retainer(ctx, customer, retainer, 7501, date=DAY)
    assert refused.value.code == 4712
    second = pay_retainer(ctx, customer, retainer, 7500, date=DAY)
    invoice = work(ctx, customer, 9000)
    apply_to(ctx, invoice, first, 2500)
    apply_to(ctx, invoice, second, 6000)
    assert drawn(ctx, retainer) == "partially_drawn"
    with pytest.raises(RuleBroken) as refused:
        create_refund(ctx, source=("customerpayment", second), fields={"amount": Decimal(1501), "date": LATER})
    assert refused.value.code == 4650
    refund = create_refund(ctx, source=("customerpayment", second), fields={"amount": Decimal(1500), "date": LATER})
    assert drawn(ctx, retainer) == "drawn"
    assert "customer_advances" not in books(ctx)
    assert books(ctx)["accounts_receivable"] == 500
    verified(ctx)
    delete_refund(ctx, refund_id=refund)
    assert drawn(ctx, retainer) == "partially_drawn"
    with reading(ctx):
        (unused,) = unused_retainer_payments(ctx, contact_id=customer)
    assert (unused.payment_id, unused.amount, unused.unused) == (second, 7500, 1500)
    verified(ctx)


def test_a_foreign_retainer_applied_at_another_rate_realises_the_difference(ctx):
    customer = make_customer(ctx, currency_code="USD")
    retainer = make_retainer(ctx, customer, [1000], date=DAY, exchange_rate=Decimal(150))
    payment = pay_retainer(ctx, customer, retainer, 1000, date=DAY, exchange_rate=Decimal(150))
    assert books(ctx)["customer_advances"] == -150_000
    invoice = work(ctx, customer, 1000, exchange_rate=Decimal(140))
    apply_to(ctx, invoice, payment, 600_00)
    apply_to(ctx, invoice, payment, 400_00, LATER + timedelta(days=1))
    assert books(ctx) == {"undeposited_funds": 150_000, "sales_default": -140_000, "fx_gain": -10_000}
    assert drawn(ctx, retainer) == "drawn"
    verified(ctx)


def test_a_statement_tells_the_retainer_and_counts_only_what_was_paid(ctx):
    customer = make_customer(ctx)
    retainer = make_retainer(ctx, customer, [300], date=DAY)
    pay_retainer(ctx, customer, retainer, 300, date=DAY)
    with reading(ctx):
        statement = contact_statement(ctx, contact_id=customer, start=DAY, end=LATER)
    assert statement.closing == -300
    verified(ctx)


def test_what_is_paid_of_a_retainer_cannot_be_taken_from_under_it(ctx):
    customer, other = make_customer(ctx), make_customer(ctx)
    retainer = make_retainer(ctx, customer, [500], date=DAY)
    with pytest.raises(RuleBroken) as refused:
        pay_retainer(ctx, other, retainer, 100)
    assert refused.value.code == 4651
    with pytest.raises(InvalidInput) as wrong:
        pay_retainer(ctx, customer, 1, 100)
    assert [error.field for error in wrong.value.errors] == ["retainerinvoice_id"]
    payment = pay_retainer(ctx, customer, retainer, 300, date=DAY)
    for action in (Action.VOID, Action.DRAFT):
        with pytest.raises(RuleBroken) as refused:
            change_state(ctx, kind=RETAINER_INVOICE, document_id=retainer, action=action)
        assert refused.value.code in {4700, 4711}
    with pytest.raises(RuleBroken) as refused:
        delete_document(ctx, kind=RETAINER_INVOICE, document_id=retainer)
    assert refused.value.code == 4711
    with pytest.raises(RuleBroken) as refused:
        update_document(ctx, kind=RETAINER_INVOICE, document_id=retainer, fields={"lines": [asked(299)]})
    assert refused.value.code == 4710
    update_payment(ctx, kind=CUSTOMER_PAYMENT, payment_id=payment, fields={"amount": Decimal(500)})
    assert status(ctx, RETAINER_INVOICE, retainer) == "paid"
    invoice = work(ctx, customer, 200)
    apply_to(ctx, invoice, payment, 200)
    delete_payment(ctx, kind=CUSTOMER_PAYMENT, payment_id=payment)
    assert (status(ctx, RETAINER_INVOICE, retainer), drawn(ctx, retainer)) == ("sent", "")
    assert status(ctx, INVOICE, invoice) == "sent"
    change_state(ctx, kind=RETAINER_INVOICE, document_id=retainer, action=Action.VOID)
    with pytest.raises(RuleBroken) as refused:
        pay_retainer(ctx, customer, retainer, 100)
    assert refused.value.code == 4700
    verified(ctx)


def test_a_retainer_has_neither_items_nor_taxes(ctx):
    customer = make_customer(ctx)
    taxed = line(1, 7, rate=1000, description="Design", discount="50%", account_id=1, tax_id=1)
    retainer = make_retainer(ctx, customer, date=DAY, lines=[taxed], discount="10%", adjustment=Decimal(5))
    with reading(ctx):
        view = document_view(ctx, kind=RETAINER_INVOICE, document_id=retainer)
    assert (view.total.minor, view.tax_total.minor, view.lines[0].quantity.value) == (1000, 0, Decimal(1))
    assert (view.lines[0].item_id, view.lines[0].tax_id) == (None, None)
    clone = clone_document(ctx, kind=RETAINER_INVOICE, document_id=retainer)
    with reading(ctx):
        assert document_view(ctx, kind=RETAINER_INVOICE, document_id=clone).total.minor == 1000
    with pytest.raises(InvalidInput) as wrong:
        make_retainer(ctx, customer, [0])
    assert [error.field for error in wrong.value.errors] == ["line_items[0].rate"]
    verified(ctx)


def test_numbers_of_retainers_begin_anew_each_fiscal_year(ctx):
    with reading(ctx):
        series = next(row for row in list_series(ctx) if row.kind == "retainerinvoice")
    wanted = replace(series, prefix="RET-{FY}-", next_number=7, digits=3, restarts_each_fiscal_year=True)
    change_series(ctx, series=wanted)
    customer = make_customer(ctx)
    days = (date(2026, 10, 5), date(2027, 4, 1), date(2026, 10, 6))
    made = [make_retainer(ctx, customer, date=day) for day in days]
    with reading(ctx):
        views = [document_view(ctx, kind=RETAINER_INVOICE, document_id=each) for each in made]
    assert [view.number for view in views] == ["RET-2026-007", "RET-2027-001", "RET-2026-008"]
    verified(ctx)
