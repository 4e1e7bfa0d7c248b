"""Batches and serial numbers of lines on the wire: adjustments, transfer orders, assemblies."""

import pytest

from daicho.kernel.measure import MICRO
from tests.build.catalog import make_item
from tests.build.composites import make_composite
from tests.build.context import context


@pytest.fixture
def ctx(api):
    return context(api.organization_id)


def adjust(api, item_id, quantity, **line):
    given = {"item_id": str(item_id), "quantity_adjusted": quantity, "rate": 100, **line}
    fields = {"date": "2026-11-01", "reason": "Count", "adjustment_type": "quantity"}
    return api.post("/inventoryadjustments", {**fields, "line_items": [given]})


def test_batches_of_an_adjustment_are_answered_as_they_were_sent(api, ctx):
    flour = make_item(ctx, "Flour", tracking="batch")
    batch = {
        "batch_number": "A",
        "external_batch_number": "M-1",
        "manufacturer_date": "2026-05-01",
        "expiry_date": "2026-12-31",
        "in_quantity": 3,
    }
    made = adjust(api, flour, 3, batches=[batch])["inventory_adjustment"]
    (line,) = made["line_items"]
    (answered,) = line["batches"]
    assert {name: answered[name] for name in batch} == batch
    assert (line["serial_numbers"], made["total"]) == ([], 300)

    out = adjust(api, flour, -1, batches=[{"batch_id": answered["batch_id"], "out_quantity": 1}])
    (gone,) = out["inventory_adjustment"]["line_items"][0]["batches"]
    assert (gone["batch_id"], gone["out_quantity"], "in_quantity" in gone) == (answered["batch_id"], 1, False)

    path = f"/inventoryadjustments/{made['inventory_adjustment_id']}"
    kept = {"line_item_id": line["line_item_id"], "item_id": str(flour), "quantity_adjusted": 3, "rate": 50}
    changed = api.put(path, {"line_items": [kept]})["inventory_adjustment"]
    assert (changed["line_items"][0]["batches"], changed["total"]) == ([answered], 150)
    assert api.put(path, {"line_items": [{**kept, "batches": []}]}).body["code"] == 4959


def test_what_is_wrong_with_batches_names_its_field(api, ctx):
    flour = make_item(ctx, "Flour", tracking="batch")
    for batches, code in (
        ([{"in_quantity": 1}], 2),
        ([{"batch_number": "A"}], 2),
        ([{"batch_id": "17", "in_quantity": 1}], 2),
        ([{"batch_number": "A", "in_quantity": 1}, {"batch_number": "A", "in_quantity": 1}], 2),
        ([{"batch_number": "A" * 101, "in_quantity": 1}], 2),
        ([{"batch_number": "A", "in_quantity": 1, "expiry_date": "2026-13-01"}], 2),
        ("A", 4),
    ):
        refused = adjust(api, flour, 2, batches=batches)
        assert (refused.status, refused.body["code"]) == (400, code), batches
        assert "line_items[0].batches" in refused.body["message"]
    assert adjust(api, flour, 2, batches=[{"batch_number": "A", "in_quantity": 1}]).body["code"] == 4959


def test_serial_numbers_and_assemblies(api, ctx):
    phone = make_item(ctx, "Phone", tracking="serial")
    made = adjust(api, phone, 2, serial_numbers=["S1", "S2"])["inventory_adjustment"]
    assert made["line_items"][0]["serial_numbers"] == ["S1", "S2"]
    assert made["line_items"][0]["batches"] == []
    kit = make_composite(ctx, {phone: 1}, "Set", tracking="batch")
    line = {"item_id": str(phone), "total_quantity_consumed": 1, "serial_numbers": ["S1"]}
    body = {"composite_item_id": str(kit), "date": "2026-11-02", "quantity_to_bundle": 1, "is_completed": True}
    batch = {"batch_number": "X", "in_quantity": 1}
    bundle = api.post("/bundles", {**body, "line_items": [line], "finished_product_batches": [batch]})["bundle"]
    assert [row["batch_number"] for row in bundle["finished_product_batches"]] == ["X"]
    assert bundle["line_items"][0]["serial_numbers"] == ["S1"]
    assert bundle["total"] == 100 * MICRO / MICRO


def test_a_transfer_names_batches(api, ctx):
    flour = make_item(ctx, "Flour", tracking="batch")
    adjust(api, flour, 3, batches=[{"batch_number": "A", "in_quantity": 3}])
    away = api.post("/locations", {"location_name": "Osaka"})["location"]["location_id"]
    here = next(row["location_id"] for row in api.get("/locations")["locations"] if row["is_primary_location"])
    line = {"item_id": str(flour), "quantity_transfer": 2, "batches": [{"batch_number": "A", "out_quantity": 2}]}
    body = {"date": "2026-11-02", "from_location_id": here, "to_location_id": away, "is_intransit_order": False}
    number = {"transfer_order_number": "TO-A"}
    made = api.post("/transferorders", {**body, **number, "line_items": [line]}, ignore_auto_number_generation="true")
    (row,) = made["transfer_order"]["line_items"]
    assert [(batch["batch_number"], batch["out_quantity"]) for batch in row["batches"]] == [("A", 2)]
