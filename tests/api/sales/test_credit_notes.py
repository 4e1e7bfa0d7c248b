"""Credit notes on the wire, under both prefixes."""

import pytest

from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.sales import make_invoice
from tests.build.wire import api_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization()


@pytest.fixture
def books(ctx):
    return api_of(ctx)


def test_a_credit_note_is_open_at_once_and_both_sets_of_verbs_work(ctx, books):
    inventory = books.within(application="inventory")
    assert inventory.post(f"/organizations/{ctx.organization_id}/join")["code"] == 0
    body = {"customer_id": str(make_customer(ctx)), "line_items": [{"name": "値引", "rate": 100}]}
    draft = books.post("/creditnotes", {**body, "is_draft": True})["creditnote"]
    assert draft["status"] == "draft"
    note = books.post("/creditnotes", body)["creditnote"]
    assert (note["status"], note["balance"]) == ("open", note["total"])
    path = f"/creditnotes/{note['creditnote_id']}"
    for verb, status in (("void", "void"), ("draft", "draft"), ("converttoopen", "open")):
        assert inventory.post(f"{path}/{verb}")["code"] == 0
        assert books.get(path)["creditnote"]["status"] == status
    for verb, status in (("void", "void"), ("draft", "draft"), ("open", "open")):
        assert books.post(f"{path}/status/{verb}")["code"] == 0
        assert inventory.get(path)["creditnote"]["status"] == status
    assert len(books.get("/creditnotes", filter_by="Status.Open")["creditnotes"]) == 1
    assert books.delete(path)["code"] == 0


def test_a_credit_note_of_an_invoice_takes_back_its_lines(ctx, books):
    item = make_item(ctx)
    invoice_id = make_invoice(ctx, lines=[line(item, 4)], is_open=True)
    invoice = books.get(f"/invoices/{invoice_id}")["invoice"]
    reply = books.post("/creditnotes", {"reason": "x"}, invoice_id=str(invoice_id))
    assert reply.status == 201, reply.body
    note = reply["creditnote"]
    assert (note["total"], note["invoice_id"]) == (invoice["total"], str(invoice_id))
    assert note["line_items"][0]["invoice_item_id"] == invoice["line_items"][0]["line_item_id"]
    assert books.get(f"/items/{item}")["item"]["stock_on_hand"] == 0
    again = books.post("/creditnotes", {}, invoice_id=str(invoice_id))
    assert again["code"] == 4713
    assert books.put(f"/invoices/{invoice_id}", {"notes": "x"})["code"] == 36
    part = {
        "item_id": str(item), "quantity": 1, "rate": 500, "is_returned_to_stock": False,
        "invoice_item_id": invoice["line_items"][0]["line_item_id"],
    }  # fmt: skip
    one = f"/creditnotes/{note['creditnote_id']}"
    assert books.post(f"{one}/void")["code"] == 4711  # of an unpaid invoice: applied to it at once
    (use,) = books.get(f"{one}/invoices")["invoices_credited"]
    assert books.delete(f"{one}/invoices/{use['creditnote_invoice_id']}")["code"] == 0
    assert books.post(f"{one}/void")["code"] == 0
    made = books.post("/creditnotes", {"customer_id": invoice["customer_id"], "line_items": [part]})["creditnote"]
    assert made["line_items"][0]["is_returned_to_stock"] is False
    assert books.get(f"/items/{item}")["item"]["stock_on_hand"] == -4
