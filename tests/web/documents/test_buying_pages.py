"""The pages of receives, bills and vendor credits, from an order to a credit."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.documents.queries.document_view import document_view
from daicho.platform.work import reading
from daicho.purchases.kinds import BILL, PURCHASE_ORDER
from daicho.purchases.models import Bill, LandedCost, PurchaseReceive, VendorCredit
from tests.build.bills import bill_order, make_bill
from tests.build.catalog import make_item
from tests.build.contacts import make_vendor
from tests.build.documents import line
from tests.build.purchases import make_purchase_order


@pytest.fixture
def order(window):
    order = make_purchase_order(window.ctx, lines=[line(make_item(window.ctx, "煎茶"), 10, rate=100)])
    change_state(window.ctx, kind=PURCHASE_ORDER, document_id=order, action=Action.OPEN)
    return order


def line_of(window, order):
    with reading(window.ctx):
        return document_view(window.ctx, kind=PURCHASE_ORDER, document_id=order).lines[0].line_id


def only(window, model):
    with reading(window.ctx):
        return model.objects.values_list("id", flat=True).get()


def shown(window, path, **query):
    response = window.get(path, **query)
    assert response.status_code == 200, response.content.decode()[:500]
    return response.content.decode()


def sent(window, path, **data):
    response = window.post(path, data)
    assert response.status_code == 303, response.content.decode()[-3000:]


def test_an_order_is_received_billed_and_credited_page_by_page(window, order):
    tea = line_of(window, order)
    assert f"purchaseorders/{order}/receive/" in shown(window, f"purchaseorders/{order}/")
    assert 'value="10"' in shown(window, f"purchaseorders/{order}/receive/")
    sent(window, f"purchaseorders/{order}/receive/", **{"date": "2026-11-24", f"quantity_{tea}": "4"})
    receive = f"purchasereceives/{only(window, PurchaseReceive)}/"
    for tab in ("overview", "stock", "history"):
        assert "PR-00001" in shown(window, receive, tab=tab)
    assert 'value="4"' in shown(window, f"{receive}edit/")
    sent(window, f"{receive}edit/", **{"date": "2026-11-24", f"quantity_{tea}": "5"})
    assert "Partially received" in shown(window, f"purchaseorders/{order}/")
    assert shown(window, f"purchaseorders/{order}/convert/")
    sent(window, f"purchaseorders/{order}/convert/", number="V-77", date="2026-11-24")
    bill = f"bills/{only(window, Bill)}/"
    assert "V-77" in shown(window, f"{bill}edit/")
    sent(window, f"{bill}open/")
    for tab in ("document", "stock", "entries", "mail", "history"):
        assert "V-77" in shown(window, bill, tab=tab)
    assert window.get(f"{bill}pdf/").status_code == 200
    assert shown(window, f"{bill}email/")
    sent(window, f"{bill}credit/")
    credit = f"vendorcredits/{only(window, VendorCredit)}/"
    sent(window, f"{credit}open/")
    sent(window, f"{credit}sentback/")
    assert "Sent back with the credit" in shown(window, credit)
    for name in ("purchasereceives/", "bills/", "vendorcredits/"):
        assert shown(window, name)


def test_a_person_cancels_the_remainder_and_wants_it_again(window, order):
    tea = line_of(window, order)
    sent(window, f"purchaseorders/{order}/receive/", **{"date": "2026-11-24", f"quantity_{tea}": "4"})
    sent(window, f"purchaseorders/{order}/items/cancel/")
    page = shown(window, f"purchaseorders/{order}/")
    assert "items/reopen/" in page
    sent(window, f"purchaseorders/{order}/items/reopen/")
    assert "items/reopen/" not in shown(window, f"purchaseorders/{order}/")


def test_too_much_is_told_at_the_form(window, order):
    data = {"date": "2026-11-24", f"quantity_{line_of(window, order)}": "11"}
    response = window.post(f"purchaseorders/{order}/receive/", data)
    assert response.status_code == 422
    assert "More would be received" in response.content.decode()


def test_a_stand_alone_bill_is_marked_as_received(window):
    bill = make_bill(window.ctx, make_vendor(window.ctx), [line(make_item(window.ctx), 1)])
    sent(window, f"bills/{bill}/received/")
    assert "Received with the bill" in shown(window, f"bills/{bill}/")
    sent(window, f"bills/{bill}/received/undo/")
    assert "Received with the bill" not in shown(window, f"bills/{bill}/")


@pytest.mark.parametrize("page", ["purchaseorders/{order}/", "bills/{bill}/", "bills/", "vendorcredits/",
                                  "purchasereceives/", "bills/new/", "purchaseorders/{order}/receive/"])  # fmt: skip
def test_every_page_makes_at_most_twelve_queries(window, order, page):
    path = page.format(order=order, bill=bill_order(window.ctx, order))
    shown(window, path)
    with CaptureQueriesContext(connection) as queries:
        shown(window, path)
    assert len(queries) <= 12, "\n".join(query["sql"][:200] for query in queries)


def test_freight_is_added_to_the_goods_of_a_bill(window):
    lines = [line(make_item(window.ctx, "煎茶"), 10, rate=100), line(None, 1, name="運賃", rate=50)]
    bill = make_bill(window.ctx, make_vendor(window.ctx), lines)
    with reading(window.ctx):
        freight = document_view(window.ctx, kind=BILL, document_id=bill).lines[1].line_id
    assert "運賃" in shown(window, f"bills/{bill}/landedcosts/new/")
    sent(window, f"bills/{bill}/landedcosts/new/", source_line_id=str(freight), method="amount", amount="30")
    page = shown(window, f"bills/{bill}/", tab="landedcost")
    assert "¥30" in page
    landed = only(window, LandedCost)
    refused = window.post(f"bills/{bill}/landedcosts/new/", {"source_line_id": freight, "method": "weight"})
    assert refused.status_code == 422
    sent(window, f"bills/{bill}/landedcosts/{landed}/delete/")
    assert "can be added to the value" in shown(window, f"bills/{bill}/", tab="landedcost")
