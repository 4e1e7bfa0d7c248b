"""Stories of selling: each step leaves stock and books in agreement (behaviour.md 3.3, 5.4, 14)."""

from datetime import date
from decimal import Decimal

import pytest

from daicho.catalog.queries.stock_figures import stock_figures
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.state import Action
from daicho.documents.queries.document_view import document_view
from daicho.kernel.errors import RuleBroken
from daicho.ledger.models import JournalLine
from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from daicho.sales.commands.convert_estimate import convert_estimate
from daicho.sales.commands.credit_invoice import credit_invoice
from daicho.sales.commands.invoice_order import invoice_order
from daicho.sales.commands.write_off_invoice import write_off_invoice
from daicho.sales.kinds import CREDIT_NOTE, ESTIMATE, INVOICE, SALES_ORDER
from daicho.stock.commands.create_adjustment import create_adjustment
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line, make_document
from tests.build.organization import make_organization
from tests.build.sales import make_invoice

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization(country="JP")


def receive(ctx, item_id, quantity, rate, day):
    row = {"item_id": item_id, "quantity": Decimal(quantity), "rate": Decimal(rate)}
    create_adjustment(ctx, fields={"date": day, "reason": "x", "lines": [row]})


def agrees(ctx):
    """Stock, books and documents say the same."""
    with reading(ctx):
        assert verify(ctx) == []


def booked(ctx, key):
    with reading(ctx):
        return sum(JournalLine.objects.filter(account__system_key=key).values_list("amount_minor", flat=True))


def figures(ctx, item_id):
    with reading(ctx):
        return stock_figures(ctx, item_ids=[item_id])[item_id].figures


def test_an_offer_becomes_an_order_and_two_invoices_one_of_which_is_taken_back(ctx):
    item = make_item(ctx, "煎茶")
    receive(ctx, item, 10, 200, date(2026, 11, 1))
    estimate = make_document(ctx, ESTIMATE, make_customer(ctx), [line(item, 8)])
    change_state(ctx, kind=ESTIMATE, document_id=estimate, action=Action.OPEN)
    order = convert_estimate(ctx, estimate_id=estimate, target=SALES_ORDER)
    change_state(ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    with reading(ctx):
        (row,) = document_view(ctx, kind=SALES_ORDER, document_id=order).lines
    first = invoice_order(ctx, order_id=order, quantities={row.line_id: Decimal(3)}, is_open=True)
    invoice_order(ctx, order_id=order, is_open=True)
    assert (booked(ctx, "cogs_default"), figures(ctx, item).committed) == (1600, 0)
    agrees(ctx)
    change_state(ctx, kind=INVOICE, document_id=first, action=Action.VOID)
    assert (booked(ctx, "cogs_default"), figures(ctx, item).committed) == (1000, 3_000_000)
    agrees(ctx)
    change_state(ctx, kind=INVOICE, document_id=first, action=Action.DRAFT)
    change_state(ctx, kind=INVOICE, document_id=first, action=Action.OPEN)
    assert (booked(ctx, "cogs_default"), figures(ctx, item).committed) == (1600, 0)
    agrees(ctx)


def test_goods_that_came_before_the_sale_but_were_entered_later_change_what_it_cost(ctx):
    item = make_item(ctx, purchase_rate_micro=100 * 10**6)
    receive(ctx, item, 5, 150, date(2026, 11, 10))
    invoice = make_invoice(ctx, lines=[line(item, 5)], is_open=True, date=date(2026, 11, 20))
    assert booked(ctx, "cogs_default") == 750
    receive(ctx, item, 5, 120, date(2026, 11, 5))
    assert booked(ctx, "cogs_default") == 600
    update_document(ctx, kind=INVOICE, document_id=invoice, fields={"date": date(2026, 11, 7)})
    agrees(ctx)
    change_state(ctx, kind=INVOICE, document_id=invoice, action=Action.VOID)
    assert booked(ctx, "cogs_default") == 0
    agrees(ctx)


def test_an_export_in_dollars_is_credited_in_part_and_the_rest_written_off(ctx):
    item = make_item(ctx)
    receive(ctx, item, 10, 300, date(2026, 11, 1))
    customer = make_customer(ctx, currency_code="USD")
    invoice = make_invoice(
        ctx, customer, [line(item, 3, rate="33.33"), line(item, 1, rate="0.01")], is_open=True,
        exchange_rate=Decimal("151.237"), shipping_charge=Decimal("7.77"), discount="3%",
    )  # fmt: skip
    agrees(ctx)
    with reading(ctx):
        first = document_view(ctx, kind=INVOICE, document_id=invoice).lines[0]
    note = credit_invoice(ctx, invoice_id=invoice, quantities={first.line_id: Decimal(1)})
    agrees(ctx)
    write_off_invoice(ctx, invoice_id=invoice)
    assert booked(ctx, "accounts_receivable") == 0
    with pytest.raises(RuleBroken):  # its credit is applied to the invoice
        change_state(ctx, kind=CREDIT_NOTE, document_id=note, action=Action.VOID)
    assert booked(ctx, "accounts_receivable") == 0
    agrees(ctx)
