"""Composite items on the wire."""

from decimal import Decimal

import pytest

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def make(api, name, **fields):
    body = {"name": name, "item_type": "inventory", "rate": 500, "purchase_rate": 300, **fields}
    return api.post("/items", body)["item"]["item_id"]


@pytest.fixture
def parts(api):
    work = {"product_type": "service", "item_type": "sales_and_purchases", "purchase_rate": 200}
    return {
        "tea": make(api, "Tea"),
        "tin": make(api, "Tin", initial_stock=9, initial_stock_rate=50),
        "work": make(api, "Work", **work),
    }


def composite(api, parts, combo_type="assembly", **fields):
    body = {
        "name": "Gift box",
        "sku": "BOX",
        "item_type": "inventory",
        "product_type": "goods",
        "rate": 2000,
        "combo_type": combo_type,
        "mapped_items": [
            {"item_id": parts["tin"], "quantity": 2, "item_order": 2},
            {"item_id": parts["tea"], "quantity": Decimal("1.5"), "item_order": 1},
            {"item_id": parts["work"], "quantity": 1, "item_order": 3},
        ],
        **fields,
    }
    return api.post("/compositeitems", body)


def test_an_assembly_is_an_item_with_a_recipe(api, parts):
    reply = composite(api, parts)
    assert reply.status == 201
    made = reply["composite_item"]
    assert (made["combo_type"], made["item_type"], made["is_combo_product"]) == ("assembly", "inventory", True)
    assert [(part["item_id"], part["quantity"]) for part in made["mapped_items"]] == [
        (parts["tea"], Decimal("1.5")),
        (parts["tin"], 2),
        (parts["work"], 1),
    ]
    assert made["mapped_items"][1]["stock_on_hand"] == 9
    assert made["inventory_account_id"] != ""
    item = api.get(f"/items/{made['composite_item_id']}")["item"]
    assert (item["name"], item["is_combo_product"], item["combo_type"]) == ("Gift box", True, "assembly")
    path = f"/compositeitems/{made['composite_item_id']}"
    changed = {"rate": 2100, "mapped_items": [{"item_id": parts["tea"], "quantity": 3}]}
    after = api.put(path, changed)["composite_item"]
    assert (after["rate"], [part["quantity"] for part in after["mapped_items"]]) == (2100, [3])
    assert after["mapped_items"][0]["line_item_id"] == made["mapped_items"][0]["line_item_id"]
    assert api.get(path)["composite_item"] == after


def test_a_kit_is_as_many_as_its_components_make(api, parts):
    made = composite(api, parts, "kit")["composite_item"]
    path = f"/compositeitems/{made['composite_item_id']}"
    assert (made["item_type"], made["stock_on_hand"]) == ("sales", 0)
    api.put(f"/items/{parts['tea']}", {"initial_stock": 4, "initial_stock_rate": 100})
    found = api.get(path)["composite_item"]
    assert (found["stock_on_hand"], found["available_stock"], found["asset_value"]) == (2, 2, 0)
    assert [place["location_stock_on_hand"] for place in found["locations"]] == [2]
    rows = api.get("/items", search_text="Gift")["items"]
    assert [row["stock_on_hand"] for row in rows] == [2]


def test_the_list_has_composite_items_only(api, parts):
    box, kit = composite(api, parts), composite(api, parts, "kit", name="Kit", sku="KIT")
    ids = {name: reply["composite_item"]["composite_item_id"] for name, reply in (("assembly", box), ("kit", kit))}

    def listed(**query):
        return [row["composite_item_id"] for row in api.get("/compositeitems", **query)["composite_items"]]

    assert listed() == [ids["assembly"], ids["kit"]]
    for combo_type, view in (("assembly", "ComboType.Assembly"), ("kit", "ComboType.Kit")):
        assert listed(combo_type=combo_type) == listed(filter_by=view) == [ids[combo_type]]
        assert [row["item_id"] for row in api.get("/items", combo_type=combo_type)["items"]] == [ids[combo_type]]
    assert listed(filter_by="Source.Crm") == []
    assert api.post(f"/compositeitems/{ids['kit']}/inactive").status == 200
    assert listed(filter_by="Status.Inactive") == [ids["kit"]]
    assert api.post(f"/compositeitems/{ids['kit']}/active").status == 200
    assert api.delete(f"/compositeitems/{ids['kit']}").status == 200
    assert listed() == [ids["assembly"]]


def test_no_recipe_leads_back_to_its_item(api, parts):
    inner = composite(api, parts, name="Inner", sku="IN")["composite_item"]["composite_item_id"]
    middle = composite(api, parts, name="Middle", sku="MI", mapped_items=[{"item_id": inner}])["composite_item"]
    outer = composite(
        api, parts, name="Outer", sku="OU", mapped_items=[{"item_id": middle["composite_item_id"], "quantity": 2}]
    )["composite_item"]["composite_item_id"]
    for component in (inner, middle["composite_item_id"], outer):
        refused = api.put(f"/compositeitems/{inner}", {"mapped_items": [{"item_id": component, "quantity": 1}]})
        assert refused.status == 400
        assert "is itself made of this item" in refused.body["message"]
    assert api.put(f"/compositeitems/{outer}", {"mapped_items": [{"item_id": inner}]}).status == 200


def test_what_is_refused(api, parts):
    assert composite(api, parts, mapped_items=[]).body["code"] == 4
    assert composite(api, parts, "bundle").status == 400
    assert composite(api, parts, mapped_items=[{"item_id": "17"}]).status == 400
    assert composite(api, parts, mapped_items=[{"item_id": parts["work"]}]).status == 400
    api.post(f"/items/{parts['tin']}/inactive")
    assert "inactive" in composite(api, parts).body["message"]
    api.post(f"/items/{parts['tin']}/active")
    made = composite(api, parts)["composite_item"]["composite_item_id"]
    api.post(f"/items/{parts['tin']}/inactive")
    assert api.put(f"/compositeitems/{made}", {"mapped_items": [{"item_id": parts["tin"]}]}).status == 200
    assert api.put(f"/compositeitems/{made}", {"combo_type": "kit"}).body["code"] == 4203
    assert api.put(f"/items/{made}", {"item_type": "sales"}).status == 400
    assert api.delete(f"/items/{parts['tin']}").body["code"] == 36
    assert api.put(f"/items/{parts['tin']}", {"item_type": "sales"}).body["code"] == 4201
    kit = composite(api, parts, "kit", name="Kit", sku="KIT", mapped_items=[{"item_id": parts["tea"]}])
    kit_id = kit["composite_item"]["composite_item_id"]
    assert "is a kit" in api.put(f"/compositeitems/{made}", {"mapped_items": [{"item_id": kit_id}]}).body["message"]
    assert api.put(f"/items/{kit_id}", {"item_type": "inventory"}).status == 400
    assert api.get(f"/compositeitems/{parts['tea']}").status == 404
    assert api.delete(f"/compositeitems/{parts['tea']}").status == 404
    storage = f"/compositeitems/{made}"
    assert api.get(f"{storage}/defaultstoragemapping")["default_storage_location_mapping"] == []
    mapping = {"default_storage_location_mapping": [{"storage_id": "1"}]}
    assert api.put(f"{storage}/configure/defaultstorage", mapping).body["code"] == 110817


def test_its_image_and_its_group(api, parts):
    made = composite(api, parts)["composite_item"]["composite_item_id"]
    assert api.upload(f"/compositeitems/{made}/image", "image", "box.png", PNG).status == 200
    assert api.get(f"/compositeitems/{made}")["composite_item"]["image_name"] == "box.png"
    assert api.delete(f"/compositeitems/{made}/image").status == 200
    assert api.delete(f"/compositeitems/{made}/image").status == 404
    assert api.post("/items/ungroup", None, composite_item_ids=made).status == 200
    assert api.post("/items/ungroup", None, composite_item_ids=parts["tea"]).status == 404
