"""Invoices: what they do to stock, books and orders."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.catalog.queries.stock_figures import stock_figures
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.commands.settle_documents import settle_documents
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.state import Action
from daicho.documents.queries._views import status_of
from daicho.documents.queries.document_view import document_view
from daicho.kernel.errors import RuleBroken
from daicho.ledger.commands.set_lock import set_lock
from daicho.ledger.core.locks import Scope
from daicho.ledger.models import JournalLine
from daicho.platform.work import reading, unit_of_work
from daicho.sales.commands.cancel_write_off import cancel_write_off
from daicho.sales.commands.invoice_order import invoice_order
from daicho.sales.commands.mark_invoice_shipped import mark_invoice_shipped
from daicho.sales.commands.write_off_invoice import write_off_invoice
from daicho.sales.kinds import INVOICE, SALES_ORDER
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.sales import make_invoice, make_sales_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization(country="JP")


def books(ctx) -> dict[str, int]:
    """Base amounts by system key of the account, zero ones left out."""
    with reading(ctx):
        sums: dict[str, int] = {}
        for key, base in JournalLine.objects.values_list("account__system_key", "amount_minor"):
            sums[key] = sums.get(key, 0) + base
    return {key: total for key, total in sums.items() if total}


def figures(ctx, item_id):
    with reading(ctx):
        return stock_figures(ctx, item_ids=[item_id])[item_id].figures


def shown(ctx, invoice_id):
    with reading(ctx):
        view = document_view(ctx, kind=INVOICE, document_id=invoice_id)
        return view, status_of(ctx, INVOICE, view)


def test_a_draft_does_nothing_and_a_sent_invoice_posts(ctx):
    item = make_item(ctx, "煎茶")
    invoice_id = make_invoice(ctx, lines=[line(item, 2)], shipping_charge=Decimal(300), discount="10%")
    assert books(ctx) == {}
    assert figures(ctx, item).on_hand == 0
    change_state(ctx, kind=INVOICE, document_id=invoice_id, action=Action.OPEN)
    view, status = shown(ctx, invoice_id)
    assert status == "sent"
    assert figures(ctx, item).on_hand == -2_000_000
    found = books(ctx)
    assert found["accounts_receivable"] == view.total.minor
    assert found["sales_default"] == -1000
    assert found["sales_discount"] == 100
    assert found["shipping_income"] == -300
    assert found["cogs_default"] == 600  # what nothing tells the cost of leaves at the purchase rate
    assert found["inventory_asset"] == -600
    assert sum(found.values()) == 0
    change_state(ctx, kind=INVOICE, document_id=invoice_id, action=Action.VOID)
    assert books(ctx) == {}
    assert figures(ctx, item).on_hand == 0
    change_state(ctx, kind=INVOICE, document_id=invoice_id, action=Action.DRAFT)
    change_state(ctx, kind=INVOICE, document_id=invoice_id, action=Action.OPEN)
    assert books(ctx) == found
    delete_document(ctx, kind=INVOICE, document_id=invoice_id)
    assert books(ctx) == {}


def test_an_order_is_invoiced_in_parts_and_closed(ctx):
    """behaviour.md 14, 3."""
    item = make_item(ctx, "煎茶")
    service = make_item(ctx, "設置", item_type="sales", product_type="service")
    customer = make_customer(ctx)
    order_id = make_sales_order(ctx, customer, [line(item, 8), line(service, 1)])
    change_state(ctx, kind=SALES_ORDER, document_id=order_id, action=Action.OPEN)
    assert figures(ctx, item).committed == 8_000_000
    with reading(ctx):
        tea_line, service_line = (
            row.line_id for row in document_view(ctx, kind=SALES_ORDER, document_id=order_id).lines
        )
    first = invoice_order(ctx, order_id=order_id, quantities={tea_line: Decimal(3)}, is_open=True)
    assert (figures(ctx, item).committed, figures(ctx, item).physical_committed) == (5_000_000, 8_000_000)
    assert figures(ctx, item).to_be_invoiced == 5_000_000
    with pytest.raises(RuleBroken) as error:
        invoice_order(ctx, order_id=order_id, quantities={tea_line: Decimal(6)})
    assert error.value.code == 4713
    with pytest.raises(RuleBroken) as error:
        change_state(ctx, kind=SALES_ORDER, document_id=order_id, action=Action.VOID)
    assert error.value.code == 36
    second = invoice_order(ctx, order_id=order_id, is_open=True)
    view, _status = shown(ctx, second)
    assert [(row.quantity.value, row.extra["source_line_id"]) for row in view.lines] == [
        (5, tea_line),
        (1, service_line),
    ]
    assert view.reference.startswith("SO-")
    with pytest.raises(RuleBroken) as error:
        invoice_order(ctx, order_id=order_id)
    assert error.value.code == 4713
    for invoice_id in (first, second):
        change_state(ctx, kind=INVOICE, document_id=invoice_id, action=Action.VOID)
    assert figures(ctx, item).committed == 8_000_000
    change_state(ctx, kind=SALES_ORDER, document_id=order_id, action=Action.VOID)
    with pytest.raises(RuleBroken) as error:
        change_state(ctx, kind=INVOICE, document_id=first, action=Action.DRAFT)
    assert error.value.code == 4714


def test_an_order_closes_when_the_preference_says_so():
    ctx = make_organization(country="JP", sales_order_closing="invoiced")
    order_id = make_sales_order(ctx)
    change_state(ctx, kind=SALES_ORDER, document_id=order_id, action=Action.OPEN)
    invoice_id = invoice_order(ctx, order_id=order_id, is_open=True)
    with reading(ctx):
        assert document_view(ctx, kind=SALES_ORDER, document_id=order_id).state == "closed"
    change_state(ctx, kind=INVOICE, document_id=invoice_id, action=Action.VOID)
    with reading(ctx):
        assert document_view(ctx, kind=SALES_ORDER, document_id=order_id).state == "open"


def test_what_is_applied_limits_changes_and_tells_the_status(ctx):
    item = make_item(ctx, item_type="sales", product_type="service")
    invoice_id = make_invoice(ctx, lines=[line(item, 2)], is_open=True, date=date(2026, 10, 1), due=date(2026, 10, 31))
    assert shown(ctx, invoice_id)[1] == "overdue"
    with unit_of_work(ctx):
        settle_documents(ctx, kind=INVOICE, changes={invoice_id: 400})
    with pytest.raises(RuleBroken) as error:
        update_document(ctx, kind=INVOICE, document_id=invoice_id, fields={"lines": [line(item, 1, rate=300)]})
    assert error.value.code == 4710
    update_document(ctx, kind=INVOICE, document_id=invoice_id, fields={"due": date(2027, 1, 31)})
    assert shown(ctx, invoice_id)[1] == "partially_paid"
    for act in (
        lambda: change_state(ctx, kind=INVOICE, document_id=invoice_id, action=Action.VOID),
        lambda: delete_document(ctx, kind=INVOICE, document_id=invoice_id),
        lambda: update_document(ctx, kind=INVOICE, document_id=invoice_id, fields={"contact_id": make_customer(ctx)}),
    ):
        with pytest.raises(RuleBroken) as error:
            act()
        assert error.value.code == 4711
    with pytest.raises(RuleBroken) as error:
        settle_documents(ctx, kind=INVOICE, changes={invoice_id: 10**6})
    assert error.value.code == 4712
    rest = shown(ctx, invoice_id)[0].balance.minor
    settle_documents(ctx, kind=INVOICE, changes={invoice_id: rest})
    assert shown(ctx, invoice_id)[1] == "paid"


def test_a_write_off_is_bad_debt_and_can_be_cancelled(ctx):
    item = make_item(ctx, item_type="sales", product_type="service")
    usd = make_customer(ctx, currency_code="USD")
    invoice_id = make_invoice(
        ctx, usd, [line(item, 1, rate="33.33")], is_open=True, exchange_rate=Decimal("151.237")
    )  # fmt: skip
    posted = books(ctx)
    settle_documents(ctx, kind=INVOICE, changes={invoice_id: 1111})
    write_off_invoice(ctx, invoice_id=invoice_id)
    view, status = shown(ctx, invoice_id)
    assert (status, view.balance.minor) == ("paid", 0)
    with pytest.raises(RuleBroken) as error:
        write_off_invoice(ctx, invoice_id=invoice_id)
    assert error.value.code == 4801
    settle_documents(ctx, kind=INVOICE, changes={invoice_id: -11})
    with pytest.raises(RuleBroken) as error:
        write_off_invoice(ctx, invoice_id=invoice_id)
    assert error.value.code == 4811
    settle_documents(ctx, kind=INVOICE, changes={invoice_id: 11})
    found = books(ctx)
    assert found["bad_debt"] + found["accounts_receivable"] == posted["accounts_receivable"]
    cancel_write_off(ctx, invoice_id=invoice_id)
    assert books(ctx) == posted
    assert shown(ctx, invoice_id)[1] == "partially_paid"


def test_goods_of_an_invoice_of_its_own_may_leave_with_it(ctx):
    item = make_item(ctx)
    invoice_id = make_invoice(ctx, lines=[line(item, 2)], is_open=True)
    assert figures(ctx, item).physical_on_hand == 0
    mark_invoice_shipped(ctx, invoice_id=invoice_id)
    assert figures(ctx, item).physical_on_hand == -2_000_000
    mark_invoice_shipped(ctx, invoice_id=invoice_id, is_shipped=False)
    assert figures(ctx, item).physical_on_hand == 0


def test_locked_days_refuse_what_counts_and_let_drafts_be(ctx):
    sent = make_invoice(ctx, is_open=True, date=date(2026, 10, 31))
    draft = make_invoice(ctx, date=date(2026, 10, 31))
    later = make_invoice(ctx, is_open=True, date=date(2026, 11, 1))
    set_lock(ctx, fields={"scope": Scope.SALES, "until": date(2026, 10, 31), "reason": "closed"})
    update_document(ctx, kind=INVOICE, document_id=draft, fields={"reference": "x"})
    for act in (
        lambda: update_document(ctx, kind=INVOICE, document_id=sent, fields={"reference": "x"}),
        lambda: update_document(ctx, kind=INVOICE, document_id=later, fields={"date": date(2026, 10, 31)}),
        lambda: change_state(ctx, kind=INVOICE, document_id=draft, action=Action.OPEN),
        lambda: change_state(ctx, kind=INVOICE, document_id=sent, action=Action.VOID),
        lambda: delete_document(ctx, kind=INVOICE, document_id=sent),
    ):
        with pytest.raises(RuleBroken) as error:
            act()
        assert error.value.code == 4310


def test_the_due_day_follows_from_the_terms(ctx):
    customer = make_customer(ctx, payment_terms_code="closing:99:1:99:none")
    invoice_id = make_invoice(ctx, customer, date=date(2026, 11, 5))
    assert shown(ctx, invoice_id)[0].due == date(2026, 12, 31)
    update_document(ctx, kind=INVOICE, document_id=invoice_id, fields={"date": date(2026, 12, 5)})
    assert shown(ctx, invoice_id)[0].due == date(2027, 1, 31)
    update_document(ctx, kind=INVOICE, document_id=invoice_id, fields={"payment_terms_code": "net:15"})
    assert shown(ctx, invoice_id)[0].due == date(2026, 12, 20)


def test_a_change_posts_the_difference(ctx):
    item = make_item(ctx)
    invoice_id = make_invoice(ctx, lines=[line(item, 2)], is_open=True)
    line_id = shown(ctx, invoice_id)[0].lines[0].line_id
    update_document(ctx, kind=INVOICE, document_id=invoice_id, fields={"lines": [line(item, 3, line_id=line_id)]})
    assert figures(ctx, item).on_hand == -3_000_000
    assert books(ctx)["sales_default"] == -1500


def test_short_stock_is_refused_where_the_organisation_wants_it():
    ctx = make_organization(country="JP", negative_stock="block")
    with pytest.raises(RuleBroken) as error:
        make_invoice(ctx, is_open=True)
    assert error.value.code == 4953


def test_an_invoice_of_five_lines_takes_few_statements_of_its_own(ctx):
    items = [make_item(ctx, f"Item {number}") for number in range(5)]
    customer = make_customer(ctx)
    lines = [line(item_id, 2) for item_id in items]
    make_invoice(ctx, customer, lines, is_open=True)  # the pools of the items are there now
    with CaptureQueriesContext(connection) as of_a_draft:
        make_invoice(ctx, customer, lines)
    with CaptureQueriesContext(connection) as of_a_sent_one:
        make_invoice(ctx, customer, lines, is_open=True)
    posting = len(of_a_sent_one) - len(of_a_draft)
    assert posting <= 16, [query["sql"][:120] for query in of_a_sent_one]
