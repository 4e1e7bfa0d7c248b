"""Payments, applications and refunds through the API: what a client records is what documents and books say."""

import pytest

from daicho.reporting.queries.verify import verify
from tests.api.payments.shop import Shop
from tests.build.context import context
from tests.build.wire import Api, make_api

pytestmark = pytest.mark.django_db


@pytest.fixture
def api() -> Api:
    return make_api()


@pytest.fixture
def shop(api: Api) -> Shop:
    return Shop(api)


def no_mismatch(api: Api) -> None:
    assert verify(context(api.organization_id)) == []


def test_a_payment_of_two_invoices_with_excess_and_refund(api: Api, shop: Shop):
    first, second = shop.invoices
    given = {
        "customer_id": shop.customer,
        "payment_mode": "banktransfer",
        "amount": 3500,
        "date": "2026-10-20",
        "bank_charges": 440,
        "reference_number": "FURI-1",
        "invoices": [{"invoice_id": first, "amount_applied": 1000}, {"invoice_id": second, "amount_applied": 2000}],
    }
    reply = api.post("/customerpayments", given)
    assert reply.status == 201, reply.body
    payment = reply["payment"]
    assert (payment["amount"], payment["bank_charges"], payment["unused_amount"]) == (3500, 440, 500)
    assert [row["amount_applied"] for row in payment["invoices"]] == [1000, 2000]
    assert api.get(f"/invoices/{first}")["invoice"]["status"] == "paid"
    one = f"/customerpayments/{payment['payment_id']}"
    listed = api.get("/customerpayments", customer_id=shop.customer, filter_by="PaymentMode.BankTransfer")
    assert listed["customerpayments"] == listed["customer_payments"]
    assert listed["customerpayments"][0]["invoice_numbers"].count("INV-") == 2
    (row,) = api.get(f"/invoices/{first}/payments")["payments"]
    assert (row["amount"], row["payment_mode"], row["is_single_invoice_payment"]) == (1000, "banktransfer", False)
    refund = {"date": "2026-10-25", "amount": 500, "from_account_id": payment["account_id"], "refund_mode": "cash"}
    made = api.post(f"{one}/refunds", refund)
    assert made.status == 201, made.body
    refund_id = made["payment_refunds"]["payment_refund_id"]
    assert api.get(f"{one}/refunds/{refund_id}")["payment_refunds"]["amount"] == 500
    assert api.get(one)["payment"]["amount_refunded"] == 500
    assert api.put(f"{one}/refunds/{refund_id}", {**refund, "amount": 501})["code"] == 4650
    assert api.delete(one)["code"] == 4653
    assert api.post(f"/invoices/{first}/status/void")["code"] == 4711
    assert api.delete(f"/invoices/{first}")["code"] == 4711
    assert api.delete(f"{one}/refunds/{refund_id}").status == 200
    assert api.delete(f"/invoices/{first}/payments/{row['invoice_payment_id']}").status == 200
    assert shop.balance(first) == 1000
    credit = {"invoice_payments": [{"payment_id": payment["payment_id"], "amount_applied": 700}]}
    assert api.post(f"/invoices/{first}/credits", credit).status == 200
    assert shop.balance(first) == 300
    assert api.delete(one).status == 200
    assert shop.balance(second) == 2000
    no_mismatch(api)


def test_a_credit_note_is_applied_and_refunded(api: Api, shop: Shop):
    first, second = shop.invoices
    note = shop.credit_note(1500)
    one = f"/creditnotes/{note}"
    applied = api.post(f"{one}/invoices", {"invoices": [{"invoice_id": first, "amount_applied": 1000}]})
    assert applied.status == 200, applied.body
    (row,) = api.get(f"/invoices/{first}/creditsapplied")["credits"]
    assert (row["creditnote_id"], row["amount_applied"]) == (note, 1000)
    (target,) = api.get(f"{one}/invoices")["invoices_credited"]
    assert (target["invoice_id"], target["credited_amount"]) == (first, 1000)
    over = api.post(
        f"/invoices/{second}/credits", {"apply_creditnotes": [{"creditnote_id": note, "amount_applied": 501}]}
    )
    assert over["code"] == 4712
    bad = {"apply_creditnotes": [{"creditnote_id": note, "amount_applied": -1}]}
    assert api.post(f"/invoices/{second}/credits", bad).status == 400
    made = api.post(f"{one}/refunds", {"date": "2026-10-25", "amount": 200})
    assert made["creditnote_refund"]["amount"] == 200
    (listed,) = api.get("/creditnotes/refunds")["creditnote_refunds"]
    assert listed["creditnote_refund_id"] == made["creditnote_refund"]["creditnote_refund_id"]
    (of_contact,) = api.get(f"/contacts/{shop.customer}/refunds")["creditnote_refunds"]
    assert of_contact["amount_fcy"] in {200, "200"}
    assert api.delete(f"/invoices/{first}/creditsapplied/{row['creditnotes_invoice_id']}").status == 200
    assert shop.balance(first) == 1000
    no_mismatch(api)


def test_a_vendor_payment_and_its_excess(api: Api, shop: Shop):
    assert api.put(f"/contacts/{shop.vendor}", {"billing_address": {"city": "横浜市"}}).status == 200
    given = {
        "vendor_id": shop.vendor,
        "amount": 2000,
        "date": "2026-10-20",
        "bills": [{"bill_id": shop.bill, "amount_applied": 1000, "tax_amount_withheld": 102}],
    }
    reply = api.post("/vendorpayments", given)
    assert reply.status == 201, reply.body
    payment = reply["vendorpayment"]
    assert (payment["balance"], payment["tax_amount_withheld"]) == (1000, 102)
    account = api.get(f"/chartofaccounts/{payment['tax_account_id']}")["chart_of_account"]
    assert payment["tax_account_name"] == account["account_name"]
    assert payment["billing_address"]["city"] == "横浜市"
    assert api.get("/vendorpayments", bill_id=shop.bill)["vendorpayments"][0]["bill_numbers"] == "B-1"
    credit = {"bill_payments": [{"payment_id": payment["payment_id"], "amount_applied": 398}]}
    assert api.post(f"/bills/{shop.bill}/credits", credit).status == 200
    assert [row["amount"] for row in api.get(f"/bills/{shop.bill}/payments")["payments"]] == [1000, 398]
    one = f"/vendorpayments/{payment['payment_id']}"
    refund = {"date": "2026-10-25", "amount": 602, "to_account_id": payment["paid_through_account_id"]}
    assert api.post(f"{one}/refunds", refund)["vendorpayment_refund"]["amount"] == 602
    assert api.get(one)["vendorpayment"]["balance"] == 0
    no_mismatch(api)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount": -1}, "amount"),
        ({"amount": "0.001"}, "amount"),
        ({"amount": 10, "bank_charges": 10}, "bank_charges"),
        ({"amount": 10, "exchange_rate": 0}, "exchange_rate"),
        ({"amount": 10, "account_id": "1"}, "account_id"),
        ({"amount": 10, "location_id": "1"}, "location_id"),
        ({"amount": 10, "customer_id": "1"}, "customer_id"),
        ({"amount": 10, "invoices": [{"invoice_id": "1", "amount_applied": 1}]}, "invoices[0].invoice_id"),
        ({}, "amount"),
        ({"customer_id": ""}, "customer_id"),
    ],
)
def test_bad_input_names_the_field(api: Api, shop: Shop, change: dict[str, object], field: str):
    reply = api.post("/customerpayments", {"customer_id": shop.customer, "date": "2026-10-20", **change})
    assert reply.status == 400
    assert field in reply["message"]


def test_what_is_not_there_is_not_found(api: Api, shop: Shop):
    for path in ("/customerpayments/1", "/invoices/1/payments", "/creditnotes/1/refunds", "/vendorcredits/1/bills"):
        assert api.get(path).status == 404
    assert api.delete(f"/invoices/{shop.invoices[0]}/payments/1").status == 404
    assert api.post("/creditnotes/1/refunds", {"amount": 1}).status == 404
