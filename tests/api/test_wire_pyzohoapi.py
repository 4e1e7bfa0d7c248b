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
