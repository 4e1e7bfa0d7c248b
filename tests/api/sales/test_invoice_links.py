"""Invoices linked to sales orders by their reference; what is refused truthfully; what was mailed."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.build.catalog import make_item
from tests.build.contacts import make_customer
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


def ordered(books, item, customer, quantity):
    """Return a confirmed order."""
    body = {"customer_id": str(customer), "line_items": [{"item_id": str(item), "quantity": quantity}]}
    order = books.post("/salesorders", body)["salesorder"]
    assert books.post(f"/salesorders/{order['salesorder_id']}/status/open")["code"] == 0
    return order


def invoiced(books, item, customer, quantity, reference):
    """Return the path of a sent invoice that names no order but by its reference."""
    body = {
        "customer_id": str(customer),
        "reference_number": reference,
        "line_items": [{"item_id": str(item), "quantity": quantity}, {"name": "送料", "rate": 500}],
    }
    made = books.post("/invoices", body)["invoice"]
    assert books.post(f"/invoices/{made['invoice_id']}/status/sent")["code"] == 0
    return made["invoice_id"]


def test_invoices_are_linked_to_the_orders_that_they_name(ctx, books):
    item, customer, other = make_item(ctx), make_customer(ctx), make_customer(ctx, contact_name="別の客")
    order = ordered(books, item, customer, 5)
    number = order["salesorder_number"]
    fits, too_much = (invoiced(books, item, customer, quantity, number) for quantity in (3, 4))
    foreign, nameless = invoiced(books, item, other, 1, number), invoiced(books, item, customer, 1, "")
    reply = books.post("/invoices/mapwithorder", {"invoice_ids": [fits, too_much, foreign, nameless, "1"]})
    assert reply["code"] == 0
    assert [(error["code"], error["ids"]) for error in reply["errors"]] == [
        (4841, [too_much]), (4840, [foreign]), (4840, [nameless]), (1002, ["1"])
    ]  # fmt: skip
    invoice = books.get(f"/invoices/{fits}")["invoice"]
    assert (invoice["salesorder_id"], invoice["status"]) == (order["salesorder_id"], "sent")
    assert invoice["line_items"][0]["salesorder_item_id"] == order["line_items"][0]["line_item_id"]
    assert invoice["line_items"][1]["salesorder_item_id"] == ""
    shown = books.get(f"/salesorders/{order['salesorder_id']}")["salesorder"]
    assert shown["line_items"][0]["quantity_invoiced"] == 3
    assert books.get(f"/invoices/{too_much}")["invoice"]["salesorder_id"] == ""


def test_nothing_that_fits_is_an_error(ctx, books):
    item, customer = make_item(ctx), make_customer(ctx)
    alone = invoiced(books, item, customer, 1, "SO-99999")
    refused = books.post("/invoices/mapwithorder", {"invoice_ids": [alone]})
    assert (refused.status, refused["code"]) == (400, 4840)
    assert "SO-99999" in refused["message"]
    assert books.post("/invoices/mapwithorder", {"invoice_ids": []})["code"] == 4
    assert books.post("/invoices/mapwithorder", {})["code"] == 4
    number = ordered(books, item, customer, 5)["salesorder_number"]
    shipped = invoiced(books, item, customer, 1, number)
    assert books.post(f"/invoices/{shipped}/markasshipped")["code"] == 0
    assert books.post("/invoices/mapwithorder", {"invoice_ids": [shipped]})["code"] == 4803


def test_a_document_gets_a_link_and_tells_when_it_was_seen(ctx, books):
    invoice = str(make_invoice(ctx, is_open=True, due=ctx.today + timedelta(days=3650)))
    asked = {"transaction_id": invoice, "transaction_type": "invoice", "link_type": "Public"}
    link = books.get("/share/paymentlink", **asked, expiry_time="2099-12-31")["data"]["share_link"]
    assert link != books.get("/share/paymentlink", **asked)["data"]["share_link"], "each call makes one of its own"
    shown = books.get(f"/invoices/{invoice}")["invoice"]
    assert (shown["status"], shown["is_viewed_by_client"], shown["client_viewed_time"]) == ("sent", False, "")
    assert Client().post("/share/" + link.split("/share/")[1] + "seen/").status_code == 204
    shown = books.get(f"/invoices/{invoice}")["invoice"]
    assert (shown["status"], shown["is_viewed_by_client"], shown["client_viewed_time"][-5:]) == (
        "viewed",
        True,
        "+0900",
    )
    for found in ({"status": "viewed"}, {"filter_by": "Status.Viewed"}, {"status": "unpaid"}):
        (row,) = books.get("/invoices", **found)["invoices"]
        assert (row["status"], row["is_viewed_by_client"]) == ("viewed", True), found
    assert books.get("/invoices", status="sent")["invoices"] == []
    assert books.get("/share/paymentlink", **asked | {"link_type": "Private"})["code"] == 110817
    for name, value, code in (
        ("transaction_type", "bill", 2), ("link_type", "x", 2), ("expiry_time", "2020-01-01", 2),
        ("expiry_time", "tomorrow", 2), ("transaction_id", "1", 1002), ("transaction_id", "", 4),
    ):  # fmt: skip
        refused = books.get("/share/paymentlink", **asked | {name: value})
        assert (refused["code"], refused.status < 500) == (code, True), (name, value)
    draft = str(make_invoice(ctx))
    assert books.get("/share/paymentlink", transaction_id=draft)["code"] == 4715
    assert books.get("/share/paymentlink", transaction_id=draft, transaction_type="estimate")["code"] == 1002


def test_there_is_no_receipt_of_an_expense(books):
    assert books.delete("/invoices/expenses/1/receipt")["code"] == 1002


@pytest.mark.parametrize("path", ["creditnotes", "invoices", "estimates"])
def test_the_letters_about_a_document_are_told(ctx, books, path):
    body = {"customer_id": str(make_customer(ctx)), "line_items": [{"name": "作業", "rate": 100}]}
    made = books.post(f"/{path}", body)
    (record,) = (value for value in made.body.values() if isinstance(value, dict))
    one = f"/{path}/{record[path.removesuffix('s') + '_id']}"
    letter = {"to_mail_ids": ["a@example.jp"], "subject": "件名", "body": "本文"}
    assert books.get(f"{one}/emailhistory")["email_history"] == []
    assert books.post(f"{one}/email", letter, send_customer_statement="true")["code"] == 0
    (row,) = books.get(f"{one}/emailhistory")["email_history"]
    assert (row["to_mail_ids"], row["subject"]) == ("a@example.jp", "件名")
    assert books.get(f"/{path}/1/emailhistory")["code"] == 1002
