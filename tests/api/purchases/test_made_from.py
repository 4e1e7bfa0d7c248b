"""What bills and vendor credits may be made from (zoho-surface 1.2), and how lists of orders ask for it."""

import pytest

from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
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
def vendor(ctx):
    return str(make_vendor(ctx))


@pytest.fixture
def item(ctx):
    return str(make_item(ctx))


def ordered(api, vendor, item, quantity, **fields):
    """Return an issued order."""
    body = {"vendor_id": vendor, "line_items": [{"item_id": item, "quantity": quantity, "rate": 100}], **fields}
    order = api.post("/purchaseorders", body)["purchaseorder"]
    assert api.post(f"/purchaseorders/{order['purchaseorder_id']}/status/issued")["code"] == 0
    return order


def found(api, **query):
    return [row["purchaseorder_id"] for row in api.get("/purchaseorders", **query)["purchaseorders"]]


@pytest.mark.parametrize("name", ["purchaseorder_ids", "purchaseorder_id"])
def test_a_bill_without_lines_is_made_of_the_orders_that_it_names(books, inventory, vendor, item, name):
    orders = [ordered(books, vendor, item, quantity) for quantity in (2, 3)]
    ids = [order["purchaseorder_id"] for order in orders]
    named = {"purchaseorder_ids": ids} if name == "purchaseorder_ids" else {"purchaseorder_id": ids[0]}
    reply = inventory.post("/bills", {"vendor_id": vendor, "bill_number": "B-1", **named})
    assert reply.status == 201, reply.body
    bill = reply["bill"]
    expected = [line["line_item_id"] for order in orders for line in order["line_items"]][: len(bill["line_items"])]
    assert [line["purchaseorder_item_id"] for line in bill["line_items"]] == expected
    assert bill["status"] == "open"
    assert books.get(f"/purchaseorders/{ids[0]}")["purchaseorder"]["status"] == "billed"
    again = books.post("/bills", {"vendor_id": vendor, "bill_number": "B-2", "purchaseorder_ids": ids[:1]})
    assert again["code"] == 4713
    assert books.post("/bills", {"vendor_id": vendor, "bill_number": "B-3", "purchaseorder_ids": ["1"]})["code"] == 1002


def test_lists_of_orders_ask_for_what_was_received_and_billed(books, inventory, vendor, item):
    order = ordered(books, vendor, item, 4)
    order_id, line_id = order["purchaseorder_id"], order["line_items"][0]["line_item_id"]
    part = {"line_items": [{"line_item_id": line_id, "quantity": 1}]}
    made = books.post("/purchasereceives", part, purchaseorder_id=order_id)
    assert made.status == 201, made.body
    (row,) = inventory.get("/purchaseorders", received_status="partially_received")["purchaseorders"]
    assert (row["status"], row["received_status"], row["billed_status"]) == ("partially_received",) * 2 + ("",)
    assert [receive["receive_number"] for receive in row["receives"]] == [
        made["purchase_receive"]["receive_number"]
    ]  # fmt: skip
    assert books.get(f"/purchaseorders/{order_id}")["purchaseorder"]["status"] == "open"
    assert found(inventory, status="partially_received") == [order_id]
    line = {"item_id": item, "quantity": 1, "rate": 100, "purchaseorder_item_id": line_id}
    body = {"vendor_id": vendor, "bill_number": "B-1", "line_items": [line]}
    assert inventory.post("/bills", body).status == 201
    assert found(books, status="partially_billed") == [order_id]
    assert books.get(f"/purchaseorders/{order_id}")["purchaseorder"]["status"] == "partially_billed"
    rest = {**body, "bill_number": "B-2", "line_items": [{**line, "quantity": 3}]}
    assert inventory.post("/bills", rest).status == 201
    by_hand = ordered(books, vendor, item, 1)["purchaseorder_id"]
    assert books.post(f"/purchaseorders/{by_hand}/status/billed")["code"] == 0
    for query in ({"status": "billed"}, {"filter_by": "Status.Billed"}):
        assert sorted(found(books, **query)) == sorted([order_id, by_hand])
    assert found(books, status="open") == []
    assert inventory.get(f"/purchaseorders/{order_id}")["purchaseorder"]["status"] == "partially_received"


def test_goods_go_where_the_order_says(ctx, books, vendor, item):
    body = {"expected_delivery_date": "2026-12-24", "delivery_customer_id": str(make_customer(ctx))}
    order = ordered(books, vendor, item, 1, **body)
    path = f"/purchaseorders/{order['purchaseorder_id']}"
    assert (order["delivery_date"], order["delivery_customer_id"]) == ("2026-12-24", body["delivery_customer_id"])
    home = books.put(path, {"delivery_org_address_id": str(ctx.organization_id)})["purchaseorder"]
    assert (home["delivery_customer_id"], home["delivery_org_address_id"]) == ("", str(ctx.organization_id))


def test_orders_have_a_location_and_lines_their_own(books, inventory, vendor, item):
    home = inventory.get("/locations")["locations"][0]["location_id"]
    other = inventory.post("/locations", {"location_name": "第二倉庫"})["location"]["location_id"]
    lines = [{"item_id": item, "quantity": 1, "rate": 100}, {"item_id": item, "quantity": 2, "location_id": home}]
    order = ordered(books, vendor, item, 1, location_id=other, line_items=lines)
    assert (order["location_id"], order["location_name"]) == (other, "第二倉庫")
    assert [line["location_id"] for line in order["line_items"]] == [other, home]
    (row,) = inventory.get("/purchaseorders")["purchaseorders"]
    assert (row["location_id"], row["location_name"]) == (other, "第二倉庫")
    path = f"/purchaseorders/{order['purchaseorder_id']}"
    moved = inventory.put(path, {"location_id": ""})["purchaseorder"]
    assert (moved["location_id"], moved["line_items"][1]["location_id"]) == ("", home)
    assert books.put(path, {"location_id": "1"})["code"] == 2
    assert inventory.post(f"/locations/{other}/inactive")["code"] == 0
    assert books.put(path, {"location_id": other}).status == 400
