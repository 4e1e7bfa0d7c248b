"""Stock fields of items on the wire."""

from decimal import Decimal

import pytest

pytestmark = pytest.mark.django_db


def test_opening_stock_is_on_hand_at_its_location(api):
    osaka = api.post("/locations", {"location_name": "Osaka"})["location"]["location_id"]
    stock = {"initial_stock": 20, "initial_stock_rate": Decimal("12.5")}
    body = {"name": "Tea", "item_type": "inventory", "rate": 50, "locations": [{"location_id": osaka, **stock}]}
    item = api.post("/items", body)["item"]
    assert (item["stock_on_hand"], item["available_stock"], item["actual_available_stock"]) == (20, 20, 20)
    rows = {row["location_name"]: row for row in item["locations"]}
    assert rows["Osaka"]["location_stock_on_hand"] == 20
    assert rows["本社"]["location_available_stock"] == 0
    assert {row["warehouse_name"]: row["warehouse_stock_on_hand"] for row in item["warehouses"]} == {
        "本社": 0,
        "Osaka": 20,
    }
    path = f"/variants/{item['item_id']}/openingstock"
    assert api.get(path)["opening_stock"]["locations"][0]["initial_stock"] == 20
    assert api.put(path, {"initial_stock": 7, "initial_stock_rate": 10}).status == 200
    assert api.get(f"/items/{item['item_id']}")["item"]["stock_on_hand"] == 7
    assert api.put(path, {"locations": [{"location_id": "17", **stock}]}).body["code"] == 2
    report = api.get("/reports/inventoryvaluation")["report"]
    assert report["totals"] == {"quantity": 7, "value": 70}


def test_what_orders_wait_for(api):
    item = api.post("/items", {"name": "Tea", "rate": 50, "initial_stock": 20, "initial_stock_rate": 10})["item"]
    contact = api.post("/contacts", {"contact_name": "Sato"})["contact"]["contact_id"]
    lines = [{"item_id": item["item_id"], "quantity": 8, "rate": 50}]
    order = api.post("/salesorders", {"customer_id": contact, "line_items": lines})["salesorder"]
    path = f"/items/{item['item_id']}"
    assert api.get(path)["item"]["committed_stock"] == 0
    api.post(f"/salesorders/{order['salesorder_id']}/status/open")
    found = api.get(path)["item"]
    assert (found["stock_on_hand"], found["committed_stock"], found["actual_available_stock"]) == (20, 8, 12)
