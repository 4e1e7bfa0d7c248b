"""The PyPI client pyzohoapi, which knows nothing of us: only its address is changed."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from pyzohoapi import ZohoBooks, ZohoInventory

from tests.api.live import Live, live_server


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live_server(tmp_path_factory.mktemp("pyzohoapi")) as server:
        yield server


@pytest.fixture(scope="module")
def organization(live: Live) -> str:
    """An organisation made in Books and joined to Inventory."""
    body = {"name": "Minato Trading", "currency_code": "JPY", "country": "JP", "time_zone": "Asia/Tokyo"}
    made = live.call("POST", "/books/v3/organizations", body)
    organization_id = made["organization"]["organization_id"]
    assert live.call("POST", f"/inventory/v1/organizations/{organization_id}/join")["code"] == 0
    return str(organization_id)


def connect(kind: Any, live: Live, organization_id: str) -> Any:
    """Return the client, signed in by nothing but its refresh token."""
    keys = {name: live.tokens[name] for name in ("client_id", "client_secret", "refresh_token")}
    client = kind(organization_id, "us", **keys, redirect_url=f"{live.address}/callback")
    client._oauth = f"{live.address}/oauth/v2"
    client._endpoint = live.address + ("/books/v3" if kind is ZohoBooks else "/inventory/v1")
    return client


@pytest.fixture
def books(live: Live, organization: str) -> Any:
    return connect(ZohoBooks, live, organization)


@pytest.fixture
def inventory(live: Live, organization: str) -> Any:
    return connect(ZohoInventory, live, organization)


def new(kind: Any, **fields: Any) -> Any:
    """Create a record."""
    for name, value in fields.items():
        setattr(kind, name, value)
    return kind.Create()


def account(live: Live, organization: str, account_type: str) -> str:
    """Return an account of the chart."""
    rows = live.call("GET", "/books/v3/chartofaccounts", organization_id=organization)["chartofaccounts"]
    return next(row["account_id"] for row in rows if row["account_type"] == account_type)


def test_the_client_signs_in_by_its_refresh_token_and_lists(books: Any):
    assert [row["email"] for row in books.User().Iter(raw=True)] == ["hanako@example.jp"]
    assert books._api_keys["access_token"]
    assert int(books._ratelimit["remaining"]) > 0


def test_contacts_are_made_in_one_application_and_changed_in_the_other(books: Any, inventory: Any):
    made = new(books.Contact(), contact_name="Harbor Café", contact_type="customer")
    assert made.ID.isdigit()
    there = inventory.Contact(made.ID)
    assert there.contact_name == "Harbor Café"
    there.notes = "Pays on time"
    there.Update()
    assert books.Contact(made.ID).notes == "Pays on time"
    assert books.Contact(contact_name="Harbor Café").First().ID == made.ID
    assert made.ID in [row["contact_id"] for row in inventory.Contact().Iter(raw=True)]


def test_an_item_has_all_three_accounts_in_both_applications(books: Any, inventory: Any, live: Live, organization: str):
    accounts = {
        "account_id": account(live, organization, "income"),
        "purchase_account_id": account(live, organization, "cost_of_goods_sold"),
        "inventory_account_id": account(live, organization, "stock"),
    }
    made = new(
        inventory.Item(), name="Sencha 100 g", sku="TEA-1", item_type="inventory", product_type="goods",
        rate=1200, purchase_rate=Decimal("700.125"), **accounts,
    )  # fmt: skip
    there = books.Item(made.ID)
    assert {name: there.get(name) for name in accounts} == accounts
    assert there.purchase_rate == Decimal("700.125")
    there.rate = 1300
    there.Update()
    assert inventory.Item(made.ID).rate == 1300
    assert there.Deactivate()
    assert inventory.Item(made.ID).status == "inactive"
    assert there.Activate()


def test_an_order_of_one_application_is_in_the_other(books: Any, inventory: Any):
    customer = new(books.Contact(), contact_name="Order customer", contact_type="customer")
    vendor = new(inventory.Contact(), contact_name="Order vendor", contact_type="vendor")
    item = new(inventory.Item(), name="Matcha", rate=2500, purchase_rate=1500, item_type="sales_and_purchases")
    lines = [{"item_id": item.ID, "quantity": 2, "rate": 2500}]
    order = new(inventory.SalesOrder(), customer_id=customer.ID, line_items=lines)
    there = books.SalesOrder(order.ID)
    assert there.Number == order.Number
    assert there.line_items[0]["quantity"] == 2
    assert (order.status, there.status) == ("draft", "draft")
    assert order.Confirm()
    assert (inventory.SalesOrder(order.ID).status, books.SalesOrder(order.ID).status) == ("confirmed", "open")
    bought = new(
        books.PurchaseOrder(), vendor_id=vendor.ID, line_items=[{"item_id": item.ID, "quantity": 5, "rate": 1500}]
    )
    assert inventory.PurchaseOrder(bought.ID).Number == bought.Number
    bought.reference_number = "PO-REF"
    bought.Update()
    assert inventory.PurchaseOrder(bought.ID).reference_number == "PO-REF"


def test_what_is_gone_is_gone(books: Any):
    made = new(books.Contact(), contact_name="Short-lived", contact_type="customer")
    contact_id = made.ID
    assert made.Delete().IsDeleted
    assert not books.Contact(contact_id).IsLoaded


def record(answer: Any) -> Any:
    """Return the one record of an answer to a call that the client has no class for."""
    return next(value for value in answer.values() if isinstance(value, dict))


def test_from_estimate_to_credit_note(books: Any, inventory: Any):
    """Order to cash: each step in one application, read in the other."""
    customer = new(books.Contact(), contact_name="Cash customer", contact_type="customer").ID
    item = new(inventory.Item(), name="Hojicha", rate=1000, item_type="sales").ID
    lines = [{"item_id": item, "quantity": 3, "rate": 1000}]
    estimate = record(books.post("estimates", {"customer_id": customer, "line_items": lines}))
    one = f"estimates/{estimate['estimate_id']}"
    books.post(f"{one}/status/sent")
    assert record(inventory.get(one, ""))["status"] == "sent"
    order = new(inventory.SalesOrder(), customer_id=customer, estimate_id=estimate["estimate_id"])
    assert (order.total, books.SalesOrder(order.ID).estimate_id) == (estimate["total"], estimate["estimate_id"])
    assert record(books.get(one, ""))["status"] == "accepted"
    assert order.Confirm()
    invoice_id = record(books.post("invoices/fromsalesorder", queryString=f"salesorder_id={order.ID}"))["invoice_id"]
    books.post(f"invoices/{invoice_id}/status/sent")
    invoice = inventory.Invoice(invoice_id)
    assert (invoice.status, invoice.salesorder_id, invoice.balance) == ("sent", order.ID, estimate["total"])
    assert books.SalesOrder(order.ID).status in {"invoiced", "closed"}
    used = [{"invoice_id": invoice_id, "amount_applied": invoice.total}]
    payment = new(
        inventory.CustomerPayment(), customer_id=customer, amount=invoice.total + 50, date=invoice.date,
        payment_mode="cash", invoices=used,
    )  # fmt: skip
    seen = books.CustomerPayment(payment.ID)
    assert (seen.Number, seen.unused_amount) == (payment.Number, 50)
    assert seen.invoices[0]["invoice_id"] == invoice_id
    paid = books.Invoice(invoice_id)
    assert (paid.status, paid.balance, paid.last_payment_date) == ("paid", 0, invoice.date)
    assert paid.payments[0]["payment_id"] == payment.ID
    assert [row["invoice_id"] for row in inventory.Invoice(status="paid").Iter(raw=True)] == [invoice_id]
    back = {"line_items": [{**lines[0], "quantity": 1, "invoice_item_id": paid.line_items[0]["line_item_id"]}]}
    note = record(books.post("creditnotes", {"customer_id": customer, **back}))
    one = f"creditnotes/{note['creditnote_id']}"
    refund = {"amount": 100, "date": invoice.date, "refund_mode": "cash"}
    inventory.post(f"{one}/refunds", refund)
    told = record(inventory.get(one, ""))
    assert (told["status"], told["balance"]) == ("open", note["total"] - 100)
    assert told["creditnote_refunds"][0]["amount"] == 100
    assert told["line_items"][0]["invoice_id"] == invoice_id


def test_from_purchase_order_to_vendor_credit(books: Any, inventory: Any, live: Live, organization: str):
    """Procure to pay: each step in one application, read in the other."""
    vendor = new(inventory.Contact(), contact_name="Paid vendor", contact_type="vendor").ID
    accounts = {
        "account_id": account(live, organization, "income"),
        "purchase_account_id": account(live, organization, "cost_of_goods_sold"),
        "inventory_account_id": account(live, organization, "stock"),
    }
    item = new(
        books.Item(), name="Genmaicha", sku="TEA-9", item_type="inventory", product_type="goods", rate=900,
        purchase_rate=400, **accounts,
    ).ID  # fmt: skip
    order = new(books.PurchaseOrder(), vendor_id=vendor, line_items=[{"item_id": item, "quantity": 10, "rate": 400}])
    inventory.post(f"purchaseorders/{order.ID}/status/issued")
    assert (books.PurchaseOrder(order.ID).status, inventory.PurchaseOrder(order.ID).status) == ("open", "issued")
    receive = inventory.PurchaseReceive()
    receive.line_items = [{"line_item_id": order.line_items[0]["line_item_id"], "quantity": 4}]
    receive = receive.Create(purchaseorder_id=order.ID)
    assert record(books.get(f"purchasereceives/{receive.ID}", ""))["receive_number"] == receive.Number
    assert inventory.PurchaseOrder(order.ID).status == "partially_received"
    assert books.Item(item).available_stock == 4
    bill = new(inventory.Bill(), vendor_id=vendor, bill_number="V-1001", purchaseorder_ids=[order.ID])
    one = f"bills/{bill.ID}"
    shown = record(books.get(one, ""))
    assert (shown["status"], shown["purchaseorder_ids"], shown["balance"]) == ("open", [order.ID], bill.total)
    assert books.PurchaseOrder(order.ID).status == "billed"
    assert inventory.Item(item).stock_on_hand == 10
    used = [{"bill_id": bill.ID, "amount_applied": bill.total - 500}]
    body = {"vendor_id": vendor, "amount": bill.total - 500, "date": bill.date, "bills": used}
    payment = record(inventory.post("vendorpayments", body))
    assert record(books.get(f"vendorpayments/{payment['payment_id']}", ""))["balance"] == 0
    assert inventory.Bill(bill.ID).status == "partially_paid"
    back = {"item_id": item, "quantity": 1, "rate": 400, "bill_item_id": shown["line_items"][0]["line_item_id"]}
    credit = {"vendor_id": vendor, "vendor_credit_number": "C-1001", "line_items": [back]}
    made = record(books.post("vendorcredits", credit))
    rest = min(made["balance"], 500)
    applied = {"bills": [{"bill_id": bill.ID, "amount_applied": rest}]}
    inventory.post(f"vendorcredits/{made['vendor_credit_id']}/bills", applied)
    settled = record(books.get(one, ""))
    assert (settled["payment_made"], settled["vendor_credits_applied"]) == (bill.total - 500, rest)
    assert settled["vendor_credits"][0]["vendor_credit_id"] == made["vendor_credit_id"]
    assert settled["balance"] == 500 - rest
    assert inventory.Item(item).stock_on_hand == 9


def test_custom_fields_are_read_by_their_labels(books: Any):
    made = new(books.Contact(), contact_name="Labelled", contact_type="customer")
    assert made.GetCustomField("nothing", default="none") == "none"
