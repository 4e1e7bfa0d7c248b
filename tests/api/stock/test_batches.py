"""Batches and serial numbers on the wire."""

from datetime import date

import pytest

from daicho.catalog.models import Item
from daicho.platform.work import unit_of_work
from daicho.stock.core.event import Kind
from daicho.stock.models import Batch
from tests.build.stock import make_shop
from tests.build.wire import api_of, make_api

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 1)


def make_item(api, name="Tea", **fields):
    reply = api.post("/items", {"name": name, "track_inventory": True, "rate": 500, "purchase_rate": 300} | fields)
    assert reply.status == 201, reply.body
    return reply["item"]["item_id"]


@pytest.fixture
def tea(api):
    return make_item(api, track_batch_number=True)


BATCH = {
    "batch_number": "L-1",
    "manufacturer_batch_number": "M-77",
    "manufactured_date": "2026-01-05",
    "expiry_date": "2026-12-31",
}


def make(api, item_id, **fields):
    reply = api.post("/items/batches", {"item_id": item_id} | BATCH | fields)
    assert reply.status == 201, reply.body
    return reply["batch"]


def test_a_batch_is_made_read_and_changed(api, tea):
    batch = make(api, tea, sales_rate=10, label_rate=12)
    state = {"item_id": tea, "balance_quantity": 0, "status": "active", "batch_custom_fields": []}
    assert batch == {"batch_id": batch["batch_id"]} | BATCH | state
    path = f"/items/batches/{batch['batch_id']}"
    assert api.get(path)["batch"] == batch
    changed = api.put(path, {"batch_number": "L-2", "expiry_date": ""})["batch"]
    assert changed == batch | {"batch_number": "L-2", "expiry_date": ""}


def test_bad_values_are_told_by_name(api, tea):
    make(api, tea)
    other = make_item(api, "Rice")
    serial = make_item(api, "Watch", track_serial_number=True)
    for body, name in (
        ({"batch_number": "L-3"}, "item_id"),
        ({"item_id": "17", "batch_number": "L-3"}, "item_id"),
        ({"item_id": other, "batch_number": "L-3"}, "Rice"),
        ({"item_id": tea}, "batch_number"),
        ({"item_id": tea, "batch_number": " L-1 "}, "L-1"),
        ({"item_id": tea, "batch_number": "x" * 101}, "batch_number"),
        ({"item_id": tea, "batch_number": "L-3", "expiry_date": "soon"}, "expiry_date"),
        ({"item_id": serial, "batch_number": "S-1"}, "Watch"),
        ({"item_id": tea} | BATCH | {"batch_number": "L-4", "expiry_date": "2025-01-01"}, "expire"),
    ):
        reply = api.post("/items/batches", body)
        assert (reply.status, name in reply["message"]) == (400, True), reply.body
    assert api.get("/items/batches/17").status == 404
    assert api.get("/items/batches").status == 400
    assert api.get("/items/batches", item_id="17").status == 404


def test_batches_are_made_inactive_and_deleted_together(api, tea):
    ids = [make(api, tea, batch_number=f"L-{number}")["batch_id"] for number in range(3)]
    listed = {"item_id": tea, "include_empty_batches": "true"}
    assert api.post("/items/batches/inactive", batch_ids=",".join(ids[:2])).status == 200
    assert api.post(f"/items/batches/{ids[1]}/active").status == 200
    rows = api.get("/items/batches", **listed)["batches"]
    assert [(row["batch_number"], row["status"]) for row in rows] == [
        ("L-0", "inactive"),
        ("L-1", "active"),
        ("L-2", "active"),
    ]
    assert api.get("/items/batches", status="inactive", **listed)["batches"] == rows[:1]
    assert api.get("/items/batches", batch_ids=f"{ids[0]},{ids[2]}", **listed)["batches"] == [rows[0], rows[2]]
    assert api.post(f"/items/batches/{ids[2]}/inactive").status == 200
    assert api.post("/items/batches/active", batch_ids=",".join(ids)).status == 200
    assert api.delete("/items/batches", batch_ids=f"{ids[0]},17").status == 404
    assert api.delete("/items/batches", batch_ids=",".join(ids[:2])).status == 200
    assert api.delete(f"/items/batches/{ids[2]}").status == 200
    assert api.get("/items/batches", **listed)["batches"] == []


def tracked_shop(tracking, quantity):
    """Return a shop whose first item is kept so, in two batches: one with `quantity` there, one with nothing."""
    shop = make_shop(items=2)
    shop.keep_in_batches()
    with unit_of_work(shop.ctx):
        Item.objects.filter(id=shop.item_of(0)).update(tracking=tracking)
    shop.post("B1", shop.movement("B1", Kind.INFLOW, quantity, DAY, value=500))
    return shop


def test_what_is_there_is_listed_by_location():
    shop = tracked_shop("batch", 5)
    api, (full, empty), item_id = api_of(shop.ctx, "inventory"), shop.items, str(shop.item_of(0))
    (row,) = api.get("/items/batches", item_id=item_id)["batches"]
    here = {"location_id": str(shop.location_id), "in_quantity": 5, "balance_quantity": 5}
    assert (row["batch_id"], row["associated_locations"]) == (str(full), [here])
    assert {key: row[key] for key in here} == here
    assert api.get(f"/items/batches/{full}")["batch"]["balance_quantity"] == 5
    assert api.get("/items/batches", item_id=item_id, location_id=str(shop.location_id))["batches"] == [row]
    assert api.get("/items/batches", item_id=item_id, location_id="17")["batches"] == []
    (other,) = api.get("/items/batches", item_id=item_id, filter_by="Stock.Empty")["batches"]
    assert (other["batch_id"], other["in_quantity"], other["balance_quantity"]) == (str(empty), 0, 0)
    with unit_of_work(shop.ctx):
        Batch.objects.filter(id=full).update(expires_on=date(2020, 1, 1))
    (expired,) = api.get("/items/batches", item_id=item_id, filter_by="Expiry.Expired")["batches"]
    assert expired["expiry_date"] == "2020-01-01"


def test_serial_numbers_are_read_and_checked():
    shop = tracked_shop("serial", 1)
    api, (there, gone), item_id = api_of(shop.ctx, "inventory"), shop.items, str(shop.item_of(0))
    (row,) = api.get("/items/serialnumbers", item_id=item_id)["serial_numbers"]
    assert (row["serialnumber"], row["is_transacted_out"], row["status"]) == ("L0", False, "active")
    known = api.get("/items/serialnumbers", item_id=item_id, show_transacted_out="true")["serial_numbers"]
    assert [one["serialnumber_id"] for one in known] == [str(there), str(gone)]
    one = api.get(f"/items/serialnumbers/{there}")["serial_number"]
    assert (one["serialnumber"], one["code"], one["item_id"], one["price"]) == ("L0", "L0", item_id, 500)
    assert api.get(f"/items/batches/{there}").status == 404
    assert api.post("/items/batches", {"item_id": item_id, "batch_number": "L9"}).status == 400
    for entity_type, numbers, status in (
        ("invoice", "L0", 200),
        ("invoice", "L0,L1", 400),
        ("bill", "L1,L7", 200),
        ("bill", "L0", 400),
        ("inventory_adjustment", "L0,L7", 200),
        ("moon", "L0", 400),
        ("", "L0", 400),
    ):
        asked = {"entity_type": entity_type, "serial_numbers": numbers}
        assert api.post(f"/items/{item_id}/serialnumber/validate", **asked).status == status, asked
        body = asked | {"serial_numbers": numbers.split(",")}
        assert api.post(f"/items/{item_id}/serialnumber/validateandmap", body).status == status, asked
    asked = {"entity_type": "bill", "serial_numbers": "A"}
    assert api.post("/items/17/serialnumber/validate", **asked).status == 404


def test_another_organization_sees_none_of_it(api, tea):
    batch_id = make(api, tea)["batch_id"]
    stranger = make_api()
    assert stranger.get(f"/items/batches/{batch_id}").status == 404
    assert stranger.post("/items/batches/inactive", batch_ids=batch_id).status == 404
    assert stranger.get("/items/batches", item_id=tea).status == 404
