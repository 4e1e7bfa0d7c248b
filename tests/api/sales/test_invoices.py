"""Invoices on the wire, under both prefixes."""

from datetime import date

import pytest

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.sales.kinds import SALES_ORDER
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.sales import make_invoice, make_sales_order
from tests.build.wire import api_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization()


@pytest.fixture
def books(ctx):
    return api_of(ctx)


@pytest.fixture
def inventory(ctx, books):
    inventory = books.within(application="inventory")
    assert inventory.post(f"/organizations/{ctx.organization_id}/join")["code"] == 0
    return inventory


def made(api, body):
    reply = api.post("/invoices", body)
    assert reply.status == 201, reply.body
    return reply.body["invoice"]


def test_an_invoice_made_in_books_is_in_inventory_with_the_same_state(ctx, books, inventory):
    item = make_item(ctx, "煎茶")
    body = {
        "customer_id": str(make_customer(ctx)),
        "date": "2026-11-24",
        "payment_terms": 30,
        "payment_terms_label": "Net 30",
        "line_items": [{"item_id": str(item), "quantity": 3}],
    }
    invoice = made(books, body)
    assert (invoice["status"], invoice["due_date"], invoice["payment_terms"]) == ("draft", "2026-12-24", 30)
    path = f"/invoices/{invoice['invoice_id']}"
    assert inventory.post(f"{path}/status/sent")["code"] == 0
    assert [api.get(path)["invoice"]["status"] for api in (books, inventory)] == ["sent", "sent"]
    row = inventory.get("/invoices", filter_by="Status.Unpaid")["invoices"][0]
    assert (row["invoice_id"], row["balance"], row["status"]) == (invoice["invoice_id"], invoice["total"], "sent")
    assert books.get("/invoices", filter_by="Status.Paid")["invoices"] == []
    assert books.get("/invoices", balance_greater_than="1")["invoices"]
    assert len(books.get("/invoices", status="unpaid", sort_column="balance")["invoices"]) == 1
    assert books.get("/creditnotes", sort_column="balance")["code"] == 0
    assert books.get(f"/items/{item}")["item"]["stock_on_hand"] == -3
    assert books.post(f"{path}/writeoff")["code"] == 0
    written_off = books.get(path)["invoice"]
    assert (written_off["status"], written_off["balance"]) == ("paid", 0)
    assert written_off["write_off_amount"] == invoice["total"]
    assert books.delete(path)["code"] == 4711
    assert books.post(f"{path}/writeoff/cancel")["code"] == 0
    assert books.post(f"{path}/writeoff/cancel")["code"] == 4802
    assert books.post(f"{path}/markasshipped")["code"] == 0
    assert books.get(f"/items/{item}")["item"]["available_stock"] == -3
    assert books.post(f"{path}/paymentreminder/disable")["code"] == 0
    assert books.get(path)["invoice"]["payment_reminder_enabled"] is False
    assert inventory.post(f"{path}/status/void")["code"] == 0
    assert books.get(f"/items/{item}")["item"]["stock_on_hand"] == 0
    assert books.post(f"{path}/status/draft")["code"] == 0
    assert books.delete(path)["code"] == 0


def test_an_invoice_of_a_sales_order_names_its_lines(ctx, books):
    order_id = make_sales_order(ctx, lines=[line(make_item(ctx), 5)])
    change_state(ctx, kind=SALES_ORDER, document_id=order_id, action=Action.OPEN)
    order = books.get(f"/salesorders/{order_id}")["salesorder"]
    order_line = order["line_items"][0]
    part = {
        "item_id": order_line["item_id"],
        "quantity": 2,
        "rate": 500,
        "salesorder_item_id": order_line["line_item_id"],
    }
    invoice = made(books, {"customer_id": order["customer_id"], "line_items": [part]})
    assert invoice["salesorder_id"] == str(order_id)
    assert invoice["line_items"][0]["salesorder_item_id"] == order_line["line_item_id"]
    too_much = {"customer_id": order["customer_id"], "line_items": [{**part, "quantity": 4}]}
    assert books.post("/invoices", too_much)["code"] == 4713
    other = {"customer_id": str(make_customer(ctx)), "line_items": [{**part, "quantity": 1}]}
    assert books.post("/invoices", other)["code"] == 4714
    unknown = {"customer_id": order["customer_id"], "line_items": [{**part, "salesorder_item_id": "12345"}]}
    assert books.post("/invoices", unknown).status == 400
    reply = books.post("/invoices/fromsalesorder", salesorder_id=str(order_id))
    assert (reply.status, reply["invoice"]["line_items"][0]["quantity"]) == (201, 3)
    for one in (invoice, reply["invoice"]):
        assert books.post(f"/invoices/{one['invoice_id']}/status/sent")["code"] == 0
    order = books.get(f"/salesorders/{order_id}")["salesorder"]
    assert order["line_items"][0]["quantity_invoiced"] == 5
    assert order["invoiced_status"] == "invoiced"
    assert len(order["invoices"]) == 2


def test_files_of_an_invoice_are_read_and_deleted_one_by_one(ctx, books):
    invoice_id = make_invoice(ctx)
    path = f"/invoices/{invoice_id}"
    for name in ("a.txt", "b.txt"):
        assert books.upload(f"{path}/attachment", "attachment", name, name.encode())["code"] == 0
    files = books.get(path)["invoice"]["documents"]
    one = f"{path}/documents/{files[1]['document_id']}"
    assert books.get(one).status == 200
    assert books.delete(one)["code"] == 0
    assert books.get(one).status == 404
    assert [file["file_name"] for file in books.get(path)["invoice"]["documents"]] == ["a.txt"]


def test_bad_input_is_told_by_the_field(ctx, books):
    customer = str(make_customer(ctx))
    assert books.post("/invoices", {"customer_id": customer, "line_items": []})["code"] == 4016
    reply = books.post("/invoices", {"customer_id": customer, "payment_terms": -9, "line_items": [{"name": "x"}]})
    assert (reply.status, "payment_terms" in reply["message"]) == (400, True)
    assert books.post("/invoices/fromsalesorder")["code"] == 4
    assert books.post("/invoices/fromsalesorder", salesorder_id="123")["code"] == 1002
    assert books.post("/invoices/123/writeoff")["code"] == 1002


def test_several_invoices_are_mailed_at_once(ctx, books):
    person = {"first_name": "花子", "last_name": "佐藤", "email": "hanako@example.jp", "is_primary_contact": True}
    customer = books.post("/contacts", {"contact_name": "みなと", "contact_persons": [person]})["contact"]
    body = {"customer_id": customer["contact_id"], "line_items": [{"name": "送料", "rate": 100}]}
    ids = [made(books, body)["invoice_id"] for _ in range(2)]
    nobody = {"contacts": [{"contact_id": customer["contact_id"], "email": False}]}
    assert books.post("/invoices/email", nobody, invoice_ids=",".join(ids))["code"] == 0
    assert {books.get(f"/invoices/{one}")["invoice"]["status"] for one in ids} == {"draft"}
    assert books.post("/invoices/email", invoice_ids=",".join(ids))["code"] == 0
    assert {books.get(f"/invoices/{one}")["invoice"]["status"] for one in ids} == {"sent"}
    one = f"/invoices/{ids[0]}/paymentreminder"
    assert "INV-" in books.get(one)["data"]["subject"]
    assert books.post(one)["code"] == 0
    letter = {"to_mail_ids": ["jiro@example.jp"], "subject": "督促", "body": "お支払いください"}
    assert books.post(one, letter)["code"] == 0
    assert books.post("/invoices/paymentreminder", invoice_ids=",".join(ids))["code"] == 0
    rows = {row["invoice_id"]: row for row in books.get("/invoices")["invoices"]}
    for invoice_id, count in zip(ids, (3, 1), strict=True):
        for told in (rows[invoice_id], books.get(f"/invoices/{invoice_id}")["invoice"]):
            assert told["reminders_sent"] == count
            assert told["last_reminder_sent_date"] == told["date"], "the organization's day"
    assert books.post(f"/invoices/{ids[0]}/status/void")["code"] == 0
    assert books.post(one)["code"] == 4804


@pytest.mark.parametrize("place", ["body", "query"])
def test_a_write_off_counts_on_the_day_given(ctx, books, place):
    path = f"/invoices/{make_invoice(ctx, is_open=True, lines=[line(name='茶', rate=500)], date=date(2026, 10, 1))}"
    assert books.post(f"{path}/writeoff", {"date": "2026-13-01"})["code"] == 2
    day = {"date": "2026-10-20"}
    reply = books.post(f"{path}/writeoff", day) if place == "body" else books.post(f"{path}/writeoff", **day)
    assert reply["code"] == 0
    told = books.get("/reports/profitandloss", from_date="2026-10-20", to_date="2026-10-20")["report"]["totals"]
    assert told["expense"] == books.get(path)["invoice"]["write_off_amount"] > 0
