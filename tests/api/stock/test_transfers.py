"""Transfer orders on the wire."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(api):
    home = api.get("/locations")["locations"][0]["location_id"]
    osaka = api.post("/locations", {"location_name": "Osaka"})["location"]["location_id"]
    body = {"name": "Tea", "item_type": "inventory", "rate": 50, "initial_stock": 10, "initial_stock_rate": 100}
    return SimpleNamespace(api=api, home=home, osaka=osaka, item=api.post("/items", body)["item"]["item_id"])


def transfer(shop, quantity=4, **fields):
    lines = [{"item_id": shop.item, "quantity_transfer": quantity}]
    body = {"date": "2026-05-01", "from_location_id": shop.home, "to_location_id": shop.osaka, "line_items": lines}
    return shop.api.post("/transferorders", {**body, **fields})


def places(shop):
    item = shop.api.get(f"/items/{shop.item}")["item"]
    rows = {row["location_name"]: row["location_stock_on_hand"] for row in item["locations"]}
    value = shop.api.get("/reports/inventoryvaluation")["report"]["totals"]
    return rows["本社"], rows["Osaka"], item["stock_on_hand"], value["quantity"], value["value"]


def test_a_draft_then_in_transit_then_transferred(shop):
    reply = transfer(shop)
    assert reply.status == 201
    made = reply["transfer_order"]
    assert (made["status"], made["transfer_order_number"]) == ("draft", "TO-00001")
    assert places(shop) == (10, 0, 10, 10, 1000)
    path = f"/transferorders/{made['transfer_order_id']}"
    assert shop.api.post(f"{path}/intransit").status == 200
    assert places(shop) == (6, 0, 6, 10, 1000)  # on its way: on nobody's hand, still of value
    summary = shop.api.get("/reports/inventorysummary")["report"]["rows"][0]
    assert summary["stock_on_hand"] == 6
    assert shop.api.post(f"{path}/markastransferred").body["code"] == 4
    assert shop.api.post(f"{path}/markastransferred", date="2026-04-30").body["code"] == 2
    assert shop.api.post(f"{path}/markastransferred", date="2026-05-03").status == 200
    assert places(shop) == (6, 4, 10, 10, 1000)
    shown = shop.api.get(path)["transfer_order"]
    assert (shown["status"], shown["received_date"]) == ("transferred", "2026-05-03")
    assert shop.api.delete(path).status == 200
    assert places(shop) == (10, 0, 10, 10, 1000)


def test_transferred_at_once_and_changed(shop):
    made = transfer(shop, is_intransit_order=False)["transfer_order"]
    assert made["status"] == "transferred"
    assert places(shop) == (6, 4, 10, 10, 1000)
    path = f"/transferorders/{made['transfer_order_id']}"
    line = {**made["line_items"][0], "quantity_transfer": Decimal("2.5")}
    assert shop.api.put(path, {"line_items": [line]}).status == 200
    assert places(shop) == (Decimal("7.5"), Decimal("2.5"), 10, 10, 1000)
    assert shop.api.put(path, {"from_location_id": shop.osaka, "to_location_id": shop.home}).status == 200
    assert places(shop)[:2] == (Decimal("12.5"), Decimal("-2.5"))
    rows = shop.api.get("/transferorders", filter_by="TransferStatus.Transferred", item_id=shop.item)
    assert [row["transfer_order_number"] for row in rows["transfer_orders"]] == ["TO-00001"]
    assert shop.api.delete("/transferorders", transfer_order_ids=made["transfer_order_id"]).status == 200


def test_approval(shop):
    path = f"/transferorders/{transfer(shop)['transfer_order']['transfer_order_id']}"
    assert shop.api.post(f"{path}/submit").status == 200
    assert shop.api.post(f"{path}/intransit").body["code"] == 4954
    assert shop.api.post(f"{path}/reject", {"reason": "No"}).status == 200
    assert shop.api.post(f"{path}/submit").status == 200
    assert shop.api.post(f"{path}/approve").status == 200
    assert shop.api.post(f"{path}/intransit").status == 200


def test_what_is_refused(shop):
    assert transfer(shop, to_location_id=shop.home).status == 400
    assert transfer(shop, 0).status == 400
    assert transfer(shop, -1).status == 400
    assert transfer(shop, line_items=[]).body["code"] == 4016
    assert transfer(shop, to_location_id=None).body["code"] == 4
    shop.api.put(f"/locations/{shop.home}", {"negative_stock": "block"})
    assert transfer(shop, 11, is_intransit_order=True).body["code"] == 4953
    assert transfer(shop, 10, is_intransit_order=True).status == 201
    shop.api.post(f"/locations/{shop.osaka}/inactive")
    assert transfer(shop).status == 400
    assert shop.api.delete(f"/locations/{shop.osaka}").body["code"] == 36
