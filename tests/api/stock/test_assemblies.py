"""Assemblies on the wire, where they are called bundles."""

from decimal import Decimal

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(api):
    """Parts, work, and a box of two teas, a tin and half an hour."""

    def item(name, **fields):
        body = {"name": name, "item_type": "inventory", "rate": 500, "purchase_rate": 300, **fields}
        return api.post("/items", body)["item"]["item_id"]

    ids = {
        "tea": item("Tea"),
        "tin": item("Tin"),
        "work": item("Work", product_type="service", item_type="purchases", purchase_rate=80),
    }
    parts = [("tea", 2), ("tin", 1), ("work", Decimal("0.5"))]
    body = {
        "name": "Gift box",
        "sku": "BOX",
        "item_type": "inventory",
        "product_type": "goods",
        "rate": 2000,
        "mapped_items": [{"item_id": ids[name], "quantity": quantity} for name, quantity in parts],
    }
    ids["box"] = api.post("/compositeitems", body)["composite_item"]["composite_item_id"]
    for name, rate in (("tea", 100), ("tin", 30)):
        line = {"item_id": ids[name], "quantity_adjusted": 10, "rate": rate}
        fields = {"date": "2026-05-01", "reason": "x", "adjustment_type": "quantity", "line_items": [line]}
        assert api.post("/inventoryadjustments", fields).status == 201
    return ids


def bundle(api, shop, quantity=3, **fields):
    body = {
        "reference_number": "R-1",
        "date": "2026-05-10",
        "composite_item_id": shop["box"],
        "composite_item_name": "Gift box",
        "quantity_to_bundle": quantity,
        "is_completed": True,
        **fields,
    }
    return api.post("/bundles", body)


def line(shop, name, quantity, **fields):
    return {"item_id": shop[name], "name": name, "quantity_consumed": quantity, **fields}


def stock(api, shop):
    return tuple(api.get(f"/items/{shop[name]}")["item"]["stock_on_hand"] for name in ("tea", "tin", "box"))


def test_a_bundle_takes_what_one_takes_as_often_as_it_is_made(api, shop):
    reply = bundle(api, shop, line_items=[line(shop, "tea", 2), line(shop, "tin", 1), line(shop, "work", 1, rate=90)])
    assert reply.status == 201
    made = reply["bundle"]
    assert (made["transaction_number"], made["reference_number"], made["status"]) == ("ASM-00001", "R-1", "bundled")
    assert [row["total_quantity_consumed"] for row in made["line_items"]] == [6, 3, 3]
    assert [row["quantity_consumed"] for row in made["line_items"]] == [2, 1, 1]
    assert [row["rate"] for row in made["line_items"]] == [100, 30, 90]
    assert (made["total"], made["is_completed"], made["bundle_type"]) == (600 + 90 + 270, True, "bundle")
    assert stock(api, shop) == (4, 7, 3)
    assert api.get(f"/compositeitems/{shop['box']}")["composite_item"]["asset_value"] == 960
    assert api.get(f"/bundles/{made['bundle_id']}")["bundle"] == made


def test_without_lines_it_follows_the_recipe(api, shop):
    made = bundle(api, shop, 2)["bundle"]
    assert [row["total_quantity_consumed"] for row in made["line_items"]] == [4, 2, 1]
    assert made["total"] == 400 + 60 + 80
    total = line(shop, "tea", 1, total_quantity_consumed=5)
    other = bundle(api, shop, 2, line_items=[total])["bundle"]
    assert other["line_items"][0]["quantity_consumed"] == Decimal("2.5")
    assert stock(api, shop) == (1, 8, 4)


def test_the_way_of_a_draft(api, shop):
    made = bundle(api, shop, is_completed=False)["bundle"]
    path = f"/bundles/{made['bundle_id']}"
    assert (made["status"], stock(api, shop)) == ("draft", (10, 10, 0))
    assert api.post(f"{path}/confirmed")["bundle"]["status"] == "confirmed"
    assert api.post(f"{path}/bundled")["bundle"]["status"] == "bundled"
    assert stock(api, shop) == (4, 7, 3)
    assert api.post(f"{path}/confirmed").body["code"] == 4955
    changed = api.put(path, {"quantity_to_bundle": 1, "line_items": [line(shop, "tin", 4)]})["bundle"]
    assert (changed["total"], stock(api, shop)) == (120, (10, 6, 1))
    assert api.put(path, {"status": "draft"})["bundle"]["status"] == "draft"
    assert stock(api, shop) == (10, 10, 0)
    assert api.put(path, {"status": "bundled"})["bundle"]["status"] == "bundled"
    assert api.delete(path).status == 200
    assert (api.get(path).status, stock(api, shop)) == (404, (10, 10, 0))


def test_taking_apart(api, shop):
    bundle(api, shop, line_items=[line(shop, "tea", 2), line(shop, "tin", 1)])
    apart = bundle(api, shop, 2, bundle_type="unbundle", date="2026-05-11")["bundle"]
    assert [row["name"] for row in apart["line_items"]] == ["Tea", "Tin"]
    assert (apart["total"], stock(api, shop)) == (460, (8, 9, 1))
    assert bundle(api, shop, 1, bundle_type="unbundle", line_items=[line(shop, "work", 1)]).status == 400


def test_the_list(api, shop):
    first = bundle(api, shop, 1)["bundle"]
    second = bundle(api, shop, 2, date="2026-05-12", status="draft", reference_number="R-2")["bundle"]

    def listed(**query):
        return [row["bundle_id"] for row in api.get("/bundles", **query)["bundles"]]

    both = [second["bundle_id"], first["bundle_id"]]
    assert listed() == listed(composite_item_id=shop["box"]) == listed(item_id=shop["tea"]) == both
    assert listed(status="draft") == listed(filter_by="Status.Pending") == listed(reference_number="R-2") == both[:1]
    assert listed(filter_by="Status.Built") == listed(date_end="2026-05-11") == both[1:]
    assert listed(sort_column="total", sort_order="D") == both[::-1]
    assert listed(filter_by="WorkOrderDate.Today") == listed(project_id="1") == listed(item_id="17") == []
    assert listed(search_text="R-2") == both[:1]


def test_a_number_of_ones_own(api, shop):
    made = api.post(
        "/bundles",
        {"reference_number": "MINE", "composite_item_id": shop["box"], "quantity_to_bundle": 1, "is_completed": True},
        ignore_auto_number_generation="true",
    )["bundle"]
    assert made["transaction_number"] == "MINE"
    again = bundle(api, shop, 1, transaction_number="MINE")
    assert again.body["code"] == 4
    assert "MINE" in again.body["message"]


def test_what_is_refused(api, shop):
    short = bundle(api, shop, 6)
    assert short.body["code"] == 4953
    assert "'Tea'" in short.body["message"]
    assert bundle(api, shop, 0).body["message"] == "quantity_to_bundle must be greater than zero."
    assert bundle(api, shop, None).body["code"] == 4
    assert bundle(api, shop, composite_item_id="").body["code"] == 4
    assert "not an item that is assembled" in bundle(api, shop, composite_item_id=shop["tea"]).body["message"]
    assert bundle(api, shop, composite_item_id="17").status == 400
    assert bundle(api, shop, line_items=[]).body["code"] == 4016
    assert bundle(api, shop, line_items=[line(shop, "work", 1)]).status == 400
    assert bundle(api, shop, line_items=[line(shop, "box", 1)]).status == 400
    assert bundle(api, shop, line_items=[line(shop, "tea", 0)]).status == 400
    assert bundle(api, shop, line_items=[line(shop, "tea", 1), line(shop, "work", 1, rate=-1)]).status == 400
    assert bundle(api, shop, line_items=[line(shop, "tea", 1, serial_numbers=["A"])]).body["code"] == 2
    assert bundle(api, shop, line_items=[line(shop, "tea", 1, location_id="17")]).status == 400
    assert bundle(api, shop, finished_product_batches=[{"batch_number": "A", "in_quantity": 1}]).body["code"] == 2
    assert bundle(api, shop, status="done").status == 400
    assert bundle(api, shop, bundle_type="other").status == 400
    assert bundle(api, shop, date="2026-04-30").body["code"] == 4953
    control = next(
        row["account_id"]
        for row in api.get("/chartofaccounts")["chartofaccounts"]
        if row["account_type"] == "accounts_payable"
    )
    work = line(shop, "work", 1, account_id=control)
    assert bundle(api, shop, line_items=[line(shop, "tea", 1), work]).status == 400
    assert stock(api, shop) == (10, 10, 0)
    made = bundle(api, shop, 1)["bundle"]["bundle_id"]
    api.put(f"/items/{shop['box']}", {"negative_stock": "block"})
    taken = {"item_id": shop["box"], "quantity_adjusted": -1}
    body = {"date": "2026-05-12", "reason": "x", "adjustment_type": "quantity", "line_items": [taken]}
    assert api.post("/inventoryadjustments", body).status == 201
    assert api.delete(f"/bundles/{made}").body["code"] == 4953
    assert api.delete(f"/items/{shop['box']}").body["code"] == 36
