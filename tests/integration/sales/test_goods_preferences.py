"""Whether goods that no order names move with their invoice or bill: a preference of the organisation."""

from datetime import date

import pytest

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.organizations.commands.update_organization import update_organization
from daicho.platform.work import reading
from daicho.purchases.kinds import BILL
from daicho.reporting.queries.verify import verify
from daicho.sales.commands.invoice_order import invoice_order
from daicho.sales.kinds import INVOICE, SALES_ORDER
from tests.build.bills import make_bill
from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.returns import lines_of, receive_stock
from tests.build.sales import make_invoice, make_sales_order
from tests.build.wire import api_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization()


def mark(ctx, kind, document_id):
    name = "is_shipped" if kind is INVOICE else "is_received"
    with reading(ctx):
        return kind.header.objects.values_list(name, flat=True).get(id=document_id)


def test_new_invoices_and_bills_move_goods_as_the_organisation_prefers(ctx):
    tea, vendor = make_item(ctx, "煎茶"), make_vendor(ctx)
    receive_stock(ctx, tea, 10, 100)
    before = make_invoice(ctx, lines=[line(tea, 1)], is_open=True)
    with pytest.raises(InvalidInput, match="invoice_goods"):
        update_organization(ctx, fields={"invoice_goods": "sometimes"})
    update_organization(ctx, fields={"invoice_goods": "with_document", "bill_goods": "with_document"})
    after = make_invoice(ctx, lines=[line(tea, 2)], is_open=True)
    refused = make_invoice(ctx, lines=[line(tea, 1)], is_open=True, is_shipped=False)
    bill = make_bill(ctx, vendor, [line(tea, 5, rate=100)])
    order = make_sales_order(ctx, lines=[line(tea, 3)])
    change_state(ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    of_order = invoice_order(ctx, order_id=order, is_open=True)
    marks = [mark(ctx, INVOICE, each) for each in (before, after, refused, of_order)]
    assert (marks, mark(ctx, BILL, bill)) == ([False, True, False, False], True)
    api = api_of(ctx)
    item = api.get(f"/items/{tea}")["item"]
    assert (item["available_stock"], item["stock_on_hand"]) == (10 - 2 + 5, 10 - 1 - 2 - 1 - 3 + 5)
    (ordered,) = lines_of(ctx, SALES_ORDER, make_open_order(ctx, tea))
    with pytest.raises(RuleBroken) as refusal:
        make_invoice(ctx, lines=[{**line(tea, 1), "source_line_id": ordered}], is_shipped=True)
    assert refusal.value.code == 4803
    assert list(verify(ctx)) == []


def make_open_order(ctx, item_id):
    order = make_sales_order(ctx, lines=[line(item_id, 1)])
    change_state(ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    return order


def test_the_wire_tells_and_takes_both(ctx):
    tea = make_item(ctx, "煎茶")
    receive_stock(ctx, tea, 10, 100, date(2026, 10, 1))
    api = api_of(ctx)
    path = f"/organizations/{ctx.organization_id}"
    told = api.get(path)["organization"]
    assert (told["invoice_goods"], told["bill_goods"]) == ("by_hand", "by_hand")
    assert api.put(path, {"invoice_goods": "with_document"})["code"] == 0
    assert api.put(path, {"invoice_goods": "never"}).status == 400
    customer = str(make_customer(ctx))
    body = {"customer_id": customer, "line_items": [{"item_id": str(tea), "quantity": 1}]}
    made = api.post("/invoices", body)["invoice"]
    assert made["is_shipped"] is True
    assert api.post("/invoices", {**body, "is_shipped": False})["invoice"]["is_shipped"] is False
    one = f"/invoices/{made['invoice_id']}"
    assert api.put(one, {"notes": "x"})["invoice"]["is_shipped"] is True
    assert api.put(one, {"is_shipped": False})["invoice"]["is_shipped"] is False
