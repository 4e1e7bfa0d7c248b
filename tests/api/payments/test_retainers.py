"""Retainer invoices on the wire: asked for, paid, drawn; under both prefixes."""

import pytest

from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from tests.build.contacts import make_customer
from tests.build.organization import make_organization
from tests.build.wire import api_of

pytestmark = pytest.mark.django_db
DAY = "2026-11-24"


@pytest.fixture
def ctx():
    return make_organization(country="JP")


@pytest.fixture(params=["books", "inventory"])
def api(request, ctx):
    books = api_of(ctx)
    assert books.within(application="inventory").post(f"/organizations/{ctx.organization_id}/join")["code"] == 0
    return books.within(application=request.param)


@pytest.fixture
def customer(ctx):
    return str(make_customer(ctx))


def made(api, customer, *rates, **fields):
    lines = [{"description": "着手金", "rate": rate} for rate in rates]
    reply = api.post("/retainerinvoices", {"customer_id": customer, "date": DAY, "line_items": lines, **fields})
    assert reply.status == 201, reply.body
    return reply["retainerinvoice"]


def sent(api, customer, *rates):
    retainer = made(api, customer, *rates)
    assert api.post(f"/retainerinvoices/{retainer['retainerinvoice_id']}/status/sent")["code"] == 0
    return retainer["retainerinvoice_id"]


def paid(api, customer, retainer_id, amount):
    body = {"customer_id": customer, "date": DAY, "amount": amount, "retainerinvoice_id": retainer_id}
    return api.post("/customerpayments", body)


def test_a_retainer_is_paid_and_drawn(ctx, api, customer):
    asked = made(api, customer, 600, 400)
    assert (asked["status"], asked["total"], asked["balance"]) == ("draft", 1000, 1000)
    assert [line["item_total"] for line in asked["line_items"]] == [600, 400]
    retainer_id = asked["retainerinvoice_id"]
    one = f"/retainerinvoices/{retainer_id}"
    assert paid(api, customer, retainer_id, 100)["code"] == 4700
    api.post(f"{one}/status/sent")
    first = paid(api, customer, retainer_id, 300)["payment"]
    assert first["unused_amount"] == 300
    told = api.get(one)["retainerinvoice"]
    assert [told[name] for name in ("status", "payment_made", "payment_drawn", "balance")] == [
        "partially_paid", 300, 0, 700,
    ]  # fmt: skip
    second = paid(api, customer, retainer_id, 700)["payment"]
    unused = api.get(f"/contacts/{customer}/receivables/unusedretainerpayments")["unused_credits_receivable"]
    assert {row["payment_id"]: row["unused_amount"] for row in unused} == {
        first["payment_id"]: 300, second["payment_id"]: 700,
    }  # fmt: skip
    work = {"customer_id": customer, "date": DAY, "line_items": [{"name": "設計", "rate": 800}]}
    invoice = api.post("/invoices", work)["invoice"]["invoice_id"]
    api.post(f"/invoices/{invoice}/status/sent")
    parts = [{"payment_id": payment["payment_id"], "amount_applied": 250} for payment in (first, second)]
    assert api.post(f"/invoices/{invoice}/credits", {"invoice_payments": parts})["code"] == 0
    told = api.get(one)["retainerinvoice"]
    assert [told[name] for name in ("status", "payment_made", "payment_drawn", "last_payment_date")] == [
        "paid", 1000, 500, DAY,
    ]  # fmt: skip
    (row,) = api.get("/retainerinvoices", status="paid")["retainerinvoices"]
    assert (row["drawn_status"], row["balance"], row["last_payment_date"]) == ("partially_drawn", 0, DAY)
    assert api.get("/retainerinvoices", drawn_status="drawn")["retainerinvoices"] == []
    assert api.get(f"/invoices/{invoice}")["invoice"]["balance"] == 300
    with reading(ctx):
        assert list(verify(ctx)) == []


def test_a_payment_moves_from_one_retainer_to_another(ctx, api, customer):
    first, second = sent(api, customer, 500), sent(api, customer, 800)
    payment = paid(api, customer, first, 500)["payment"]["payment_id"]
    moved = api.put(f"/customerpayments/{payment}", {"retainerinvoice_id": second, "amount": 600})
    assert moved["code"] == 0
    shown = [api.get(f"/retainerinvoices/{each}")["retainerinvoice"] for each in (first, second)]
    assert [(one["status"], one["payment_made"]) for one in shown] == [("sent", 0), ("partially_paid", 600)]
    assert api.put(f"/customerpayments/{payment}", {"amount": 801})["code"] == 4712
    assert api.delete(f"/customerpayments/{payment}")["code"] == 0
    assert api.delete(f"/retainerinvoices/{second}")["code"] == 0
    with reading(ctx):
        assert list(verify(ctx)) == []


def test_when_the_customer_will_pay_is_kept(api, customer):
    retainer = sent(api, customer, 500)
    sent(api, customer, 900)
    note = {"description": "月末に支払う", "payment_expected_date": "2026-11-30"}
    assert api.post(f"/retainerinvoices/{retainer}/comments", note).status in {200, 201}
    rows = api.get("/retainerinvoices", filter_by="Date.PaymentExpectedDate")["retainerinvoices"]
    assert [row["retainerinvoice_id"] for row in rows] == [retainer]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"line_items": []}, 4016),
        ({"line_items": [{"description": "着手金"}]}, 4),
        ({"line_items": [{"rate": 100}]}, 4),
        ({"customer_id": "1"}, 2),
        ({"line_items": [{"description": "x", "rate": "viel"}]}, 2),
        ({"date": "gestern"}, 2),
    ],
)
def test_what_cannot_be_is_refused_by_name(api, customer, change, code):
    body = {"customer_id": customer, "line_items": [{"description": "着手金", "rate": 100}], **change}
    reply = api.post("/retainerinvoices", body)
    assert (reply.status, reply["code"]) == (400, code), reply.body
    assert reply["message"]


def test_a_retainer_that_is_not_there_cannot_be_paid(api, customer):
    reply = paid(api, customer, "1", 100)
    assert (reply.status, reply["code"]) == (400, 2)
    assert "retainerinvoice_id" in reply["message"]
