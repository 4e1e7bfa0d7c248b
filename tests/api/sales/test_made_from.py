"""What invoices and orders may be made from by a parameter or a field (zoho-surface 1.2), and how lists ask for it."""

from datetime import date, timedelta

import pytest

from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.organization import make_organization
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


@pytest.fixture
def customer(ctx):
    return str(make_customer(ctx, contact_name="東洋商会"))


def made(api, path, body, **query):
    reply = api.post(path, body, **query)
    assert reply.status == 201, reply.body
    return next(value for value in reply.body.values() if isinstance(value, dict))


def estimate(api, customer, **fields):
    """Return a sent estimate of two lines."""
    lines = [{"name": "設計", "rate": 1000, "quantity": 2}, {"name": "施工", "rate": 500, "quantity": 1}]
    found = made(api, "/estimates", {"customer_id": customer, "line_items": lines, **fields})
    assert api.post(f"/estimates/{found['estimate_id']}/status/sent")["code"] == 0
    return found


def test_an_estimate_becomes_an_order_or_an_invoice(books, inventory, customer):
    first, second = estimate(books, customer, reference_number="REF-1"), estimate(books, customer)
    order = made(inventory, "/salesorders", {"customer_id": customer, "estimate_id": first["estimate_id"]})
    assert (order["estimate_id"], order["total"]) == (first["estimate_id"], first["total"])
    assert (order["reference_number"], order["status"]) == ("REF-1", "draft")
    body = {"customer_id": customer, "invoiced_estimate_id": second["estimate_id"], "notes": "ありがとう"}
    part = {**body, "line_items": [{"name": "設計", "rate": 1000, "quantity": 1}]}
    invoice = made(books, "/invoices", part)
    assert (invoice["estimate_id"], len(invoice["line_items"])) == (second["estimate_id"], 1)
    assert (invoice["reference_number"], invoice["notes"]) == (second["estimate_number"], "ありがとう")
    shown = inventory.get(f"/estimates/{first['estimate_id']}")["estimate"]
    assert shown["salesorders"][0]["salesorder_id"] == order["salesorder_id"]
    assert shown["status"] == "accepted"
    assert books.post("/invoices", body)["code"] == 36
    for query in ({"status": "invoiced"}, {"filter_by": "Status.Invoiced"}):
        (row,) = books.get("/estimates", **query)["estimates"]
        assert (row["estimate_id"], row["status"]) == (second["estimate_id"], "invoiced")
    assert books.get(f"/estimates/{second['estimate_id']}")["estimate"]["status"] == "invoiced"
    accepted = books.get("/estimates", status="accepted")["estimates"]
    assert [row["estimate_id"] for row in accepted] == [first["estimate_id"]]
    draft = made(books, "/estimates", {"customer_id": customer, "line_items": [{"name": "x", "rate": 1}]})
    assert books.post("/salesorders", {"estimate_id": draft["estimate_id"]})["code"] == 4700
    assert books.post("/salesorders", {"estimate_id": "1"})["code"] == 1002


def test_an_estimate_of_another_customer_is_refused(ctx, books, customer):
    found = estimate(books, customer)
    other = str(make_customer(ctx, contact_name="別の客"))
    refused = books.post("/invoices", {"customer_id": other, "invoiced_estimate_id": found["estimate_id"]})
    assert (refused.status, refused["code"]) == (400, 2)
    assert "customer_id" in refused["message"]


def test_an_invoice_comes_from_an_order_whole_and_in_part(ctx, books, inventory, customer):
    item = str(make_item(ctx))
    order = made(books, "/salesorders", {"customer_id": customer, "line_items": [{"item_id": item, "quantity": 5}]})
    path = f"/salesorders/{order['salesorder_id']}"
    assert inventory.post(f"{path}/status/confirmed")["code"] == 0
    lines = [{"item_id": item, "quantity": 2, "salesorder_item_id": order["line_items"][0]["line_item_id"]}]
    part = made(inventory, "/invoices", {"customer_id": customer, "line_items": lines})
    assert [row["salesorder_id"] for row in part["salesorders"]] == [order["salesorder_id"]]
    assert books.post(f"/invoices/{part['invoice_id']}/status/sent")["code"] == 0
    assert [api.get(path)["salesorder"]["status"] for api in (books, inventory)] == ["partially_invoiced"] * 2
    for query in ({"status": "partially_invoiced"}, {"filter_by": "Status.PartiallyInvoiced"}):
        (row,) = books.get("/salesorders", **query)["salesorders"]
        assert (row["status"], row["order_status"]) == ("partially_invoiced", "open")
    assert books.get("/salesorders", status="invoiced")["salesorders"] == []
    rest = made(books, "/invoices/fromsalesorder", None, salesorder_id=order["salesorder_id"])
    assert rest["line_items"][0]["quantity"] == 3
    assert books.post(f"/invoices/{rest['invoice_id']}/status/sent")["code"] == 0
    assert books.get(path)["salesorder"]["status"] == "invoiced"
    for query in ({"status": "invoiced"}, {"filter_by": "Status.Invoiced"}):
        assert len(inventory.get("/salesorders", **query)["salesorders"]) == 1
    (row,) = inventory.get("/salesorders")["salesorders"]
    assert row["quantity_invoiced"] == 5
    assert books.post("/invoices/fromsalesorder", salesorder_id=order["salesorder_id"])["code"] == 4713


def test_a_debit_note_asks_for_more_of_what_was_invoiced(books, inventory, customer):
    lines = [{"name": "運賃", "rate": 300, "quantity": 1}]
    invoice = made(books, "/invoices", {"customer_id": customer, "line_items": lines})
    about = {"customer_id": customer, "reference_invoice_id": invoice["invoice_id"], "line_items": lines}
    notes = [
        made(books, "/invoices", {**about, "type": "debit_note"}), made(inventory, "/customerdebitnotes", about)
    ]  # fmt: skip
    for note in notes:
        assert (note["type"], note["reference_invoice_id"]) == ("debit_note", invoice["invoice_id"])
        assert note["reference_invoice"]["reference_invoice_number"] == invoice["invoice_number"]
        assert note["line_items"][0]["item_name"] == "運賃"
    listed = books.get("/customerdebitnotes", sort_column="debit_note_number")
    assert {row["invoice_id"] for row in listed["debit_notes"]} == {note["invoice_id"] for note in notes}
    assert listed["debit_notes"][0]["reference_invoice"] == notes[0]["reference_invoice"]
    assert listed["debit_notes"][0]["line_items"][0]["item_name"] == "運賃"
    assert len(books.get("/invoices")["invoices"]) == 3
    assert [row["invoice_id"] for row in books.get("/invoices", type="invoice")["invoices"]] == [invoice["invoice_id"]]
    one = f"/customerdebitnotes/{notes[0]['invoice_id']}"
    assert books.put(one, {"notes": "備考"})["invoice"]["type"] == "debit_note"
    assert books.get(one)["invoice"]["notes"] == "備考"
    assert books.delete(f"/invoices/{invoice['invoice_id']}")["code"] == 36
    assert books.delete(one)["code"] == 0
    missing = {name: value for name, value in about.items() if name != "reference_invoice_id"}
    assert books.post("/customerdebitnotes", missing)["code"] == 4
    assert books.post("/customerdebitnotes", {**about, "reference_invoice_id": "1"})["code"] == 2
    assert books.get("/invoices", type="x")["code"] == 2


def test_payments_come_with_a_new_invoice(books, customer):
    body = {"customer_id": customer, "date": "2026-11-01", "line_items": [{"name": "茶", "rate": 1000}]}
    paid = [{"payment_mode": "cash", "amount": 700}, {"payment_mode": "creditcard", "amount": 500}]
    invoice = made(books, "/invoices", {**body, "batch_payments": paid}, is_quick_create="true")
    shown = books.get(f"/invoices/{invoice['invoice_id']}")["invoice"]
    assert invoice["payments"] == shown["payments"]
    assert [(row["payment_mode"], row["date"]) for row in shown["payments"]] == [
        ("cash", "2026-11-01"), ("creditcard", "2026-11-01")
    ]  # fmt: skip
    assert (shown["status"], shown["balance"]) == ("paid", 0)
    unused = sum(row["unused_amount"] for row in books.get("/customerpayments")["customerpayments"])
    assert unused == 1200 - shown["total"]
    refused = books.post("/invoices", {**body, "batch_payments": [{"amount": -1}]})
    assert refused.status == 400
    assert len(books.get("/invoices")["invoices"]) == 1


def test_an_invoice_is_mailed_as_it_is_made_in_the_words_of_the_client(books):
    person = {"first_name": "花子", "last_name": "佐藤", "email": "hanako@example.jp", "is_primary_contact": True}
    contact = {"contact_name": "港", "contact_type": "customer", "contact_persons": [person]}
    customer = books.post("/contacts", contact)["contact"]["contact_id"]
    body = {"customer_id": customer, "line_items": [{"name": "茶", "rate": 1000}], "send": True}
    invoice = made(books, "/invoices", {**body, "custom_subject": "ご請求", "custom_body": "よろしく"})
    assert invoice["status"] == "sent"
    (letter,) = books.get(f"/invoices/{invoice['invoice_id']}/emailhistory")["email_history"]
    assert (letter["subject"], letter["to_mail_ids"]) == ("ご請求", "hanako@example.jp")
    assert len(books.get("/invoices", email="hanako@example.jp")["invoices"]) == 1
    assert books.get("/invoices", email="nobody@example.jp")["invoices"] == []
    assert books.get("/invoices", recurring_invoice_id="1")["invoices"] == []


def test_when_a_customer_says_to_pay_is_kept(books, customer):
    invoice = made(books, "/invoices", {"customer_id": customer, "line_items": [{"name": "茶", "rate": 1000}]})
    path = f"/invoices/{invoice['invoice_id']}"
    books.post(f"{path}/status/sent")
    said = {"description": "電話にて", "payment_expected_date": "2026-12-10"}
    assert books.post(f"{path}/comments", said)["code"] == 0
    assert books.get(path)["invoice"]["payment_expected_date"] == "2026-12-10"
    (row,) = books.get("/invoices", filter_by="Date.PaymentExpectedDate")["invoices"]
    assert row["payment_expected_date"] == "2026-12-10"
    assert books.get("/invoices", created_date=row["created_time"][:10])["invoices"]
    day = date.fromisoformat(row["created_time"][:10])
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    asked = {"created_date_start": day, "created_date_end": day, "created_date_after": before}
    assert all(books.get("/invoices", **{name: value})["invoices"] for name, value in asked.items())
    assert books.get("/invoices", created_date_before=after)["invoices"]
    assert books.get("/invoices", created_date_before=day)["invoices"] == []
    assert books.get("/invoices", created_date_after=day)["invoices"] == []
    assert books.get("/invoices", created_date="x")["code"] == 2
