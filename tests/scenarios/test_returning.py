"""A story of goods that come back, some of which stay away (behaviour.md 2.3, 3.9, 14.7); every step verifies."""

from datetime import date
from decimal import Decimal

import pytest

from daicho.catalog.queries.stock_figures import stock_figures
from daicho.documents.core.state import State as DocumentState
from daicho.documents.queries.document_view import document_view
from daicho.kernel.measure import MICRO
from daicho.ledger.models import JournalLine
from daicho.ledger.queries.system_accounts import system_accounts
from daicho.payments.commands.create_refund import create_refund
from daicho.payments.commands.remove_use import remove_use
from daicho.payments.queries.settlements import settlements
from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from daicho.sales.commands.credit_sales_return import credit_sales_return
from daicho.sales.commands.invoice_order import invoice_order
from daicho.sales.commands.receive_sales_return import receive_sales_return
from daicho.sales.kinds import CREDIT_NOTE
from daicho.sales.queries.sales_return_detail import sales_return_detail
from tests.build.organization import make_organization
from tests.build.returns import Shipped, receive_stock

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization(country="JP")


def stock(shop):
    """Stock and books agree; (accounting, physical) on hand."""
    with reading(shop.ctx):
        assert verify(shop.ctx) == []
        figures = stock_figures(shop.ctx, item_ids=[shop.tea])[shop.tea].figures
    return figures.on_hand // MICRO, figures.physical_on_hand // MICRO


def booked(ctx, key):
    with reading(ctx):
        return sum(JournalLine.objects.filter(account__system_key=key).values_list("amount_minor", flat=True))


def test_three_teas_come_back_a_broken_one_is_only_credited_and_money_is_given_back(ctx):
    shop = Shipped(ctx)  # ten at 100, four of them shipped
    assert stock(shop) == (10, 6)
    sold = {"date": date(2026, 10, 3)}
    invoice_order(ctx, order_id=shop.order, quantities={shop.line: Decimal(4)}, fields=sold, is_open=True)
    assert (stock(shop), booked(ctx, "cogs_default")) == ((6, 6), 400)
    receive_stock(ctx, shop.tea, 5, 130, date(2026, 10, 4))  # dearer goods must not change what comes back
    back = shop.give_back(3, 1, reason="一つ割れていた", date=date(2026, 10, 10))
    assert stock(shop) == (11, 11)
    receive_sales_return(ctx, return_id=back, fields={"date": date(2026, 10, 11)})
    assert stock(shop) == (11, 14)
    note = credit_sales_return(ctx, return_id=back, fields={"date": date(2026, 10, 12)})
    assert stock(shop) == (14, 14)
    assert booked(ctx, "cogs_default") == 100  # the broken one stays in the cost of goods sold
    assert booked(ctx, "inventory_asset") == 6 * 100 + 5 * 130 + 3 * 100
    assert booked(ctx, "accounts_receivable") == 0
    with reading(ctx):
        view = document_view(ctx, kind=CREDIT_NOTE, document_id=note)
        (use,) = settlements(ctx, ref=("creditnote", note))
        shown = sales_return_detail(ctx, return_id=back).view
    assert (sum(line.quantity.micro for line in view.lines), view.state) == (4 * MICRO, DocumentState.OPEN)
    assert (shown.status, shown.refund_status) == ("closed", "refunded")
    remove_use(ctx, use_id=use.use_id)  # the customer had paid already: money goes back instead
    with reading(ctx):
        assert sales_return_detail(ctx, return_id=back).view.refund_status == "not_refunded"
        bank = system_accounts(ctx, keys=["bank_default"])["bank_default"]
    for amount, status in ((500, "partially_refunded"), (1500, "refunded")):
        fields = {"date": date(2026, 10, 20), "amount": Decimal(amount), "account_id": bank, "mode": "cash"}
        create_refund(ctx, source=("creditnote", note), fields=fields)
        with reading(ctx):
            assert sales_return_detail(ctx, return_id=back).view.refund_status == status
    assert stock(shop) == (14, 14)
