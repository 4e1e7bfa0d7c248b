"""Inventory adjustments on the wire."""

from decimal import Decimal

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(api):
    body = {"name": "Tea", "item_type": "inventory", "rate": 50, "purchase_rate": 9}
    return api.post("/items", body)["item"]["item_id"]


def adjust(api, *lines, **fields):
    body = {"date": "2026-05-01", "reason": "棚卸", "adjustment_type": "quantity", "line_items": list(lines)}
    return api.post("/inventoryadjustments", {**body, **fields})


def line(item_id, quantity=None, **fields):
    return {"item_id": item_id, **({"quantity_adjusted": quantity} if quantity is not None else {}), **fields}


def stock(api, item_id):
    found = api.get(f"/items/{item_id}")["item"]
    value = api.get("/reports/inventoryvaluation", as_of="2026-12-31")["report"]["totals"]["value"]
    return found["stock_on_hand"], found["available_stock"], value


def test_an_increase_and_a_decrease(api, item):
    reply = adjust(api, line(item, 10, rate=100))
    assert reply.status == 201
    made = reply["inventory_adjustment"]
    assert made["status"] == "adjusted"
    assert made["inventory_adjustment_number"] == "IA-00001"
    assert (made["line_items"][0]["item_total"], made["line_items"][0]["rate"], made["total"]) == (1000, 100, 1000)
    assert stock(api, item) == (10, 10, 1000)
    less = adjust(api, line(item, Decimal("-4.5")), date="2026-05-02")["inventory_adjustment"]
    assert less["line_items"][0]["quantity_adjusted"] == Decimal("-4.5")
    assert (less["line_items"][0]["item_total"], less["total"]) == (-450, -450)
    assert stock(api, item) == (Decimal("5.5"), Decimal("5.5"), 550)
    rows = api.get("/inventoryadjustments", reason="棚卸")["inventory_adjustments"]
    assert [row["total"] for row in rows] == [-450, 1000]
    assert api.get("/inventoryadjustments", item_id=item, status="draft")["inventory_adjustments"] == []


def test_the_cost_of_an_increase(api, item):
    assert adjust(api, line(item, 3))["inventory_adjustment"]["total"] == 27  # the purchase rate
    assert adjust(api, line(item, 3, item_total=100))["inventory_adjustment"]["total"] == 100
    assert adjust(api, line(item, 6), date="2026-05-02")["inventory_adjustment"]["total"] == 127  # the average


def test_a_value_adjustment(api, item):
    adjust(api, line(item, 10, rate=100))
    made = adjust(api, line(item, value_adjusted=-300), adjustment_type="value", date="2026-05-02", reason="評価替え")
    assert made["inventory_adjustment"]["line_items"][0]["value_adjusted"] == -300
    assert stock(api, item) == (10, 10, 700)
    low = adjust(api, line(item, value_adjusted=-800), adjustment_type="value", date="2026-05-03")
    assert low.body["code"] == 4958
    other = api.post("/items", {"name": "Nothing there", "item_type": "inventory"})["item"]["item_id"]
    assert adjust(api, line(other, value_adjusted=5), adjustment_type="value").body["code"] == 4958


def test_a_draft_does_nothing_until_it_is_carried_out(api, item):
    made = adjust(api, line(item, 10, rate=100), status="draft")["inventory_adjustment"]
    path = f"/inventoryadjustments/{made['inventory_adjustment_id']}"
    assert (made["status"], made["total"]) == ("draft", 1000)
    assert stock(api, item) == (0, 0, 0)
    assert api.post(f"{path}/approve").body["code"] == 4955
    assert api.post(f"{path}/submit").status == 200
    assert api.put(path, {"status": "adjusted"}).body["code"] == 4954
    assert api.post(f"{path}/reject", {"reason": "Count again"}).status == 200
    assert api.post(f"{path}/submit").status == 200
    assert api.post(f"{path}/approve/final").status == 200
    assert api.put(path, {"status": "adjusted"})["inventory_adjustment"]["status"] == "adjusted"
    assert stock(api, item) == (10, 10, 1000)


def test_an_edit_corrects_and_a_deletion_takes_back(api, item):
    made = adjust(api, line(item, 10, rate=100))["inventory_adjustment"]
    path = f"/inventoryadjustments/{made['inventory_adjustment_id']}"
    line_id = made["line_items"][0]["line_item_id"]
    changed = api.put(path, {"line_items": [line(item, 8, rate=90, line_item_id=line_id)], "description": "Recount"})
    assert changed["inventory_adjustment"]["line_items"][0]["line_item_id"] == line_id
    assert changed["inventory_adjustment"]["reason"] == "棚卸"
    assert stock(api, item) == (8, 8, 720)
    assert api.put(path, {"date": "2026-06-01"}).status == 200
    assert api.get("/reports/inventoryvaluation", as_of="2026-05-31")["report"]["totals"]["value"] == 0
    assert api.delete(path).status == 200
    assert stock(api, item) == (0, 0, 0)
    assert api.get(path).status == 404


def test_what_is_refused(api, item):
    service = api.post("/items", {"name": "Advice", "product_type": "service"})["item"]["item_id"]
    assert adjust(api).body["code"] == 4016
    assert adjust(api, line(item, 0)).body["message"] == "line_items[0].quantity_adjusted must not be zero."
    assert adjust(api, line(item)).status == 400
    assert adjust(api, line(item, 1, rate=-5)).status == 400
    assert adjust(api, line(service, 1)).status == 400
    assert adjust(api, line("17", 1)).body["code"] == 2
    refused = adjust(api, line(item, 1, serial_numbers=["A"])).body
    assert (refused["code"], refused["message"][:24]) == (2, "line_items[0].batches[0]")
    assert adjust(api, line(item, 1, storages=[{"storage_id": "1"}])).body["code"] == 110817
    assert adjust(api, line(item, 1, location_id="17")).body["code"] == 2
    assert adjust(api, line(item, 1), reason="").body["code"] == 4
    assert adjust(api, line(item, 1), adjustment_type="both").body["code"] == 2
    assert adjust(api, line(item, 1), status="done").body["code"] == 2
    assert adjust(api, line(item, value_adjusted=0), adjustment_type="value").status == 400
    assert api.get("/inventoryadjustments/17").status == 404
    lock = {"lock_scope": 0, "transaction_lock_date": "2026-05-31", "reason": "Closed"}
    made = adjust(api, line(item, 1))["inventory_adjustment"]
    if api.put("/settings/transactionlocks", lock).status == 200:
        assert adjust(api, line(item, 1)).body["code"] == 4310
        assert api.delete(f"/inventoryadjustments/{made['inventory_adjustment_id']}").body["code"] == 4310


def test_stock_that_may_not_go_below_zero(api, item):
    adjust(api, line(item, 5, rate=10))
    assert adjust(api, line(item, -6)).status == 201  # allowed with a warning by default
    adjust(api, line(item, 6, rate=10))
    api.put(f"/items/{item}", {"negative_stock": "block"})
    short = adjust(api, line(item, -6))
    assert short.body["code"] == 4953
    assert "1" in short.body["message"]
    assert adjust(api, line(item, -1), date="2026-04-30").body["code"] == 4953  # not there yet on that day
    assert adjust(api, line(item, -5)).status == 201
    place = api.post("/locations", {"location_name": "Shop", "negative_stock": "warn"})["location"]["location_id"]
    assert adjust(api, line(item, -1, location_id=place)).body["code"] == 4953  # the item's word is the last
    api.post(f"/locations/{place}/inactive")
    assert adjust(api, line(item, 1, location_id=place)).status == 400
