"""Stories of orders over both applications (behaviour.md 3.1, 3.4, 14: 10 and 14)."""

import pytest

from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
from tests.build.organization import make_organization
from tests.build.wire import api_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization(name="株式会社みなと商店")


@pytest.fixture
def apps(ctx):
    """The organisation in both applications, as (Books, Inventory)."""
    books = api_of(ctx)
    inventory = books.within(application="inventory")
    assert inventory.post(f"/organizations/{ctx.organization_id}/join")["code"] == 0
    return books, inventory


def made(api, path, body):
    reply = api.post(path, body)
    assert reply.status == 201, reply.body
    return reply.body[path.strip("/").removesuffix("s")]


def test_a_sales_order_made_in_inventory_is_open_in_books_under_the_same_id(ctx, apps):
    books, inventory = apps
    line = {"item_id": str(make_item(ctx, "煎茶")), "quantity": 2}
    order = made(inventory, "/salesorders", {"customer_id": str(make_customer(ctx)), "line_items": [line]})
    path = f"/salesorders/{order['salesorder_id']}"
    assert [api.get(path)["salesorder"]["status"] for api in apps] == ["draft", "draft"]
    assert inventory.post(f"{path}/status/confirmed")["code"] == 0
    assert [api.get(path)["salesorder"]["status"] for api in apps] == ["open", "confirmed"]
    assert [api.get("/salesorders")["salesorders"][0]["status"] for api in apps] == ["open", "confirmed"]
    changed = books.put(path, {"line_items": [{**line, "quantity": 5}], "reference_number": "客先1"})
    assert changed["salesorder"]["total"] == 2500
    assert inventory.get(path)["salesorder"]["reference_number"] == "客先1"
    changes = [row["action"] for row in books.get("/changes", after=0)["changes"] if row["entity"] == "salesorder"]
    assert changes == ["created", "confirmed", "updated"]
    assert books.post(f"{path}/status/void")["code"] == 0
    assert inventory.get(path)["salesorder"]["status"] == "void"
    assert inventory.put(path, {"notes": "x"})["code"] == 4703
    assert inventory.post(f"{path}/status/confirmed")["code"] == 0
    assert books.delete(path)["code"] == 0
    assert [api.get(path).status for api in apps] == [404, 404]
    again = {"customer_id": order["customer_id"], "salesorder_number": order["salesorder_number"], "line_items": [line]}
    assert made(books, "/salesorders", again)["salesorder_number"] == order["salesorder_number"]


def test_a_purchase_order_made_in_books_is_issued_in_inventory(ctx, apps):
    books, inventory = apps
    line = {"item_id": str(make_item(ctx, "茶葉")), "quantity": 10}
    order = made(books, "/purchaseorders", {"vendor_id": str(make_vendor(ctx)), "line_items": [line]})
    path = f"/purchaseorders/{order['purchaseorder_id']}"
    assert books.post(f"{path}/status/open")["code"] == 0
    assert [api.get(path)["purchaseorder"]["status"] for api in apps] == ["open", "issued"]
    assert [api.get("/purchaseorders")["purchaseorders"][0]["status"] for api in apps] == ["open", "issued"]
    assert books.post(f"{path}/status/billed")["code"] == 0
    assert inventory.delete(path)["code"] == 4704
    assert inventory.post(f"{path}/status/issued")["code"] == 0
    assert inventory.post(f"{path}/status/cancelled")["code"] == 0
    assert [api.get(path)["purchaseorder"]["status"] for api in apps] == ["cancelled", "cancelled"]
    assert books.put(path, {"notes": "x"})["code"] == 4703
    assert books.post(f"{path}/status/draft")["code"] == 0
    assert inventory.delete(path)["code"] == 0


def test_what_orders_name_cannot_be_deleted(ctx, apps):
    books, inventory = apps
    customer, item = str(make_customer(ctx)), str(make_item(ctx))
    order = made(books, "/salesorders", {"customer_id": customer, "line_items": [{"item_id": item}]})
    assert inventory.delete(f"/contacts/{customer}")["code"] == 36
    assert inventory.delete(f"/items/{item}")["code"] == 36
    rows = inventory.get("/items/transactions/salesorders", item_id=item)["salesorders"]
    assert rows[0]["salesorder_id"] == order["salesorder_id"]
    assert books.delete(f"/salesorders/{order['salesorder_id']}")["code"] == 0
    assert inventory.delete(f"/contacts/{customer}")["code"] == 0
    assert inventory.delete(f"/items/{item}")["code"] == 0
