"""Invoices, bills and credits tell what settles them and what they settle, alone and in lists, in both applications."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.payments.shop import Shop
from tests.build.wire import Api

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(api: Api) -> Shop:
    return Shop(api)


@pytest.fixture
def inventory(api: Api) -> Api:
    inventory = api.within(application="inventory")
    assert inventory.post(f"/organizations/{api.organization_id}/join").status == 200
    return inventory


def pay(shop: Shop, invoice: str, amount: int, day: str, withheld: int = 0) -> str:
    """Pay some of an invoice, and a hundred more than that."""
    use = {"invoice_id": invoice, "amount_applied": amount, "tax_amount_withheld": withheld}
    body = {"customer_id": shop.customer, "amount": amount + 100, "date": day, "invoices": [use]}
    made = shop.api.post("/customerpayments", body)
    assert made.status == 201, made.body
    return str(made["payment"]["payment_id"])


def test_an_invoice_tells_its_payments_and_credits(shop: Shop, api: Api, inventory: Api):
    _first, invoice = shop.invoices
    before = api.get(f"/invoices/{invoice}")["invoice"]
    assert (before["payments"], before["credits"], before["last_payment_date"]) == ([], [], "")
    payments = [pay(shop, invoice, 300, "2026-10-20"), pay(shop, invoice, 400, "2026-10-11", withheld=50)]
    note = shop.credit_note(500)
    use = {"apply_creditnotes": [{"creditnote_id": note, "amount_applied": 200}]}
    assert api.post(f"/invoices/{invoice}/credits", use).status == 200
    shown = inventory.get(f"/invoices/{invoice}")["invoice"]
    assert [(row["payment_id"], row["amount"], row["date"]) for row in shown["payments"]] == [
        (payments[1], 400, "2026-10-11"), (payments[0], 300, "2026-10-20")
    ]  # fmt: skip
    assert [(row["creditnote_id"], row["amount_applied"]) for row in shown["credits"]] == [(note, 200)]
    figures = {"payment_made": 700, "credits_applied": 200, "last_payment_date": "2026-10-20"}
    assert {name: shown[name] for name in figures} == figures
    assert shown["tax_amount_withheld"] == 50
    assert shown["balance"] == shown["total"] - 950
    assert shown["unused_credits_receivable_amount"] == 200 + 300
    row = next(row for row in api.get("/invoices")["invoices"] if row["invoice_id"] == invoice)
    assert {name: row[name] for name in (*figures, "balance")} == {**figures, "balance": shown["balance"]}


def test_a_bill_tells_its_payments_and_credits(shop: Shop, api: Api, inventory: Api):
    use = {"bill_id": shop.bill, "amount_applied": 600}
    body = {"vendor_id": shop.vendor, "amount": 900, "date": "2026-10-20", "bills": [use], "payment_mode": "cash"}
    payment = inventory.post("/vendorpayments", body)["vendorpayment"]
    credit = {"vendor_id": shop.vendor, "vendor_credit_number": "C-1", "date": "2026-10-03"}
    credit |= {"line_items": [{"name": "Back", "rate": 400, "quantity": 1}]}
    credit_id = api.post("/vendorcredits", credit)["vendor_credit"]["vendor_credit_id"]
    used = {"bills": [{"bill_id": shop.bill, "amount_applied": 250}]}
    assert api.post(f"/vendorcredits/{credit_id}/bills", used).status == 200
    bill = api.get(f"/bills/{shop.bill}")["bill"]
    (paid,) = bill["payments"]
    assert (paid["payment_id"], paid["amount"], paid["payment_mode"]) == (payment["payment_id"], 600, "cash")
    assert paid["paid_through_account_id"] == payment["paid_through_account_id"]
    (credited,) = bill["vendor_credits"]
    assert (credited["vendor_credit_id"], credited["amount"]) == (credit_id, 250)
    assert (bill["payment_made"], bill["vendor_credits_applied"], bill["balance"]) == (600, 250, bill["total"] - 850)
    assert bill["unused_credits_payable_amount"] == 300 + 150
    (row,) = inventory.get("/bills")["bills"]
    assert (row["payments"], row["vendor_credits"]) == (bill["payments"], bill["vendor_credits"])
    assert [line["line_item_id"] for line in row["line_items"]] == [line["line_item_id"] for line in bill["line_items"]]
    assert (row["taxes"], row["billing_address"]) == (bill["taxes"], bill["billing_address"])
    assert row["unused_credits_payable_amount"] == 450
    (plain,) = api.get("/bills")["bills"]
    assert (plain["vendor_credits_applied"], plain["balance"], "line_items" in plain) == (250, row["balance"], False)
    told = inventory.get(f"/vendorcredits/{credit_id}")["vendor_credit"]
    assert [(row["bill_id"], row["amount"]) for row in told["bills_credited"]] == [(shop.bill, 250)]
    assert (told["total_credits_used"], told["total_refunded_amount"]) == (250, 0)


def test_a_credit_note_tells_what_became_of_it(shop: Shop, api: Api):
    invoice, note = shop.invoices[0], shop.credit_note(800)
    used = {"invoices": [{"invoice_id": invoice, "amount_applied": 300}]}
    assert api.post(f"/creditnotes/{note}/invoices", used).status == 200
    back = {"amount": 120, "date": "2026-10-21", "refund_mode": "cash"}
    refund = api.post(f"/creditnotes/{note}/refunds", back)["creditnote_refund"]
    shown = api.get(f"/creditnotes/{note}")["creditnote"]
    assert [(row["invoice_id"], row["amount"]) for row in shown["invoices"]] == [(invoice, 300)]
    assert shown["invoices_credited"] == shown["invoices"]
    (given,) = shown["creditnote_refunds"]
    assert (given["creditnote_refund_id"], given["amount"]) == (refund["creditnote_refund_id"], 120)
    assert (shown["total_credits_used"], shown["total_refunded_amount"]) == (300, 120)
    assert shown["balance"] == shown["total"] - 420


@pytest.mark.parametrize("path", ["/invoices", "/bills", "/creditnotes", "/purchaseorders"])
def test_lists_take_as_many_statements_for_many_as_for_one(shop: Shop, api: Api, inventory: Api, path: str):
    line = {"line_items": [{"name": "Work", "rate": 700, "quantity": 1}], "date": "2026-10-02"}
    for number in range(3):
        pay(shop, shop.invoice(700), 100, "2026-10-20")
        bill = {"vendor_id": shop.vendor, "bill_number": f"N-{number}", **line}
        use = {"bill_id": api.post("/bills", bill)["bill"]["bill_id"], "amount_applied": 100}
        assert api.post("/vendorpayments", {"vendor_id": shop.vendor, "amount": 100, "bills": [use]}).status == 201
        shop.credit_note(300)
        api.post("/purchaseorders", {"vendor_id": shop.vendor, **line})
    counts = []
    for per_page in (1, 3, 200):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert inventory.get(path, per_page=per_page, sort_column="total").status == 200
        counts.append(len(captured))
    assert counts[1] == counts[2]
    assert counts[0] <= counts[1]
