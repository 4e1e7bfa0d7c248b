"""Items on the wire."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.platform.custom_fields import define_field
from tests.build.catalog import make_item
from tests.build.organization import make_organization
from tests.build.wire import api_of

KEYS = {
    "group_id", "group_name", "item_id", "name", "unit", "unit_id", "unit_group_id", "unit_group_name",
    "default_sales_unit_conversion_id", "default_purchase_unit_conversion_id", "item_type", "product_type",
    "can_be_sold", "can_be_purchased", "track_inventory", "is_taxable", "tax_id", "documents", "description",
    "tax_name", "tax_percentage", "tax_type", "purchase_account_id", "purchase_account_name", "account_id",
    "account_name",
    "inventory_account_id", "attribute_id1", "attribute_name1", "status", "source", "rate", "pricebook_rate",
    "purchase_rate", "reorder_level", "vendor_id", "vendor_name", "locations", "sku", "upc", "ean", "isbn",
    "part_number", "attribute_option_id1", "attribute_option_name1", "image_id", "image_name", "purchase_description",
    "image_type", "item_tax_preferences", "hsn_or_sac", "sat_item_key_code", "unitkey_code", "custom_fields",
    "purchase_tax_rule_id", "sales_tax_rule_id", "is_linked_with_zohocrm", "is_combo_product", "created_time",
    "last_modified_time", "stock_on_hand", "available_stock", "actual_available_stock", "committed_stock",
    "available_for_sale_stock", "actual_committed_stock", "actual_available_for_sale_stock",
}  # fmt: skip


def make(api, name="Tea", **fields):
    reply = api.post("/items", {"name": name, "item_type": "inventory", "rate": 500, "purchase_rate": 300} | fields)
    assert reply.status == 201, reply.body
    return reply["item"]


def test_a_new_item_has_every_field_and_the_three_accounts(api):
    item = make(api, sku="TEA-1", unit="袋", rate=Decimal("1234.567891"), description="Green")
    assert set(item) >= KEYS
    assert (item["account_name"], item["purchase_account_name"]) == ("売上", "売上原価")
    assert item["inventory_account_name"] == "在庫資産"
    assert (item["rate"], item["stock_on_hand"], item["locations"]) == (Decimal("1234.567891"), 0, [])
    assert api.within(application="books").get(f"/items/{item['item_id']}")["item"] == item


def test_accounts_must_fit(api):
    rows = {row["account_name"]: row["account_id"] for row in api.get("/chartofaccounts")["chartofaccounts"]}
    reply = api.post("/items", {"name": "x", "account_id": rows["買掛金"]})
    assert (reply.status, reply["code"]) == (400, 2)
    assert "account_id" in reply["message"]
    cogs = api.post("/chartofaccounts", {"account_name": "茶の原価", "account_type": "cost_of_goods_sold"})
    made = make(api, purchase_account_id=cogs["chart_of_account"]["account_id"], account_id=rows["雑収入"])
    assert (made["purchase_account_name"], made["account_name"]) == ("茶の原価", "雑収入")
    assert api.delete(f"/chartofaccounts/{made['purchase_account_id']}")["code"] == 36


@pytest.mark.parametrize(
    ("body", "item_type"),
    [
        ({}, "sales"),
        ({"purchase_rate": 5}, "sales_and_purchases"),
        ({"initial_stock": 5, "initial_stock_rate": 2}, "inventory"),
        ({"track_inventory": True}, "inventory"),
        ({"can_be_sold": False, "can_be_purchased": True}, "purchases"),
        ({"product_type": "service", "reorder_level": 3}, "sales"),
    ],
)
def test_the_type_follows_from_what_is_said(api, body, item_type):
    assert api.post("/items", {"name": "x", **body})["item"]["item_type"] == item_type


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, 4),
        ({"name": "x" * 256}, 2),
        ({"name": "x", "rate": -1}, 2),
        ({"name": "x", "rate": "much"}, 2),
        ({"name": "x", "item_type": "colour"}, 2),
        ({"name": "x", "item_type": "inventory", "product_type": "service"}, 2),
        ({"name": "x", "item_type": "sales", "initial_stock": 3}, 2),
        ({"name": "x", "vendor_id": "7"}, 2),
        ({"name": "x", "tax_id": "7"}, 2),
        ({"name": "x", "group_id": "7"}, 2),
        ({"name": "x", "ean": "49-01"}, 2),
        ({"name": "x", "locations": [{"location_id": "7", "initial_stock": 2}]}, 2),
        ({"name": "x", "custom_fields": [{"label": "Colour", "value": "red"}]}, 2),
    ],
)
def test_what_is_wrong_is_named(api, body, code):
    reply = api.post("/items", body)
    assert (reply.status, reply["code"]) == (400, code)


def test_an_update_is_partial(api):
    tax_id = api.get("/settings/taxes")["taxes"][1]["tax_id"]
    item = make(api, sku="A", tax_id=tax_id, reorder_level=5, category_name="Drinks", brand="Minato")
    path = f"/items/{item['item_id']}"
    changed = api.put(path, {"rate": 600, "name": "Black tea"})["item"]
    assert (changed["name"], changed["rate"], changed["sku"], changed["tax_percentage"]) == ("Black tea", 600, "A", 8)
    assert (changed["reorder_level"], changed["category_name"], changed["brand"]) == (5, "Drinks", "Minato")
    cleared = api.put(path, {"sku": "", "tax_id": "", "reorder_level": None})["item"]
    assert (cleared["sku"], cleared["tax_id"], cleared["reorder_level"]) == ("", "", "")
    assert api.put(path, {"item_type": "sales"})["item"]["track_inventory"] is False
    make(api, "Other", sku="B")
    assert api.put(path, {"sku": "b"})["code"] == 4


def test_lists_are_filtered_sorted_and_searched(api):
    make(api, "緑茶", kana="リョクチャ", sku="TEA-G", rate=500, category_name="茶", ean="4901234567894")
    make(api, "紅茶", sku="TEA-B", rate=700, reorder_level=2, category_name="茶")
    service = api.post("/items", {"name": "Wrapping", "product_type": "service", "rate": 100, "is_taxable": False})[
        "item"
    ]
    api.post(f"/items/{service['item_id']}/inactive")

    def names(**query):
        reply = api.get("/items", **query)
        assert reply["code"] == 0, reply.body
        return [row["name"] for row in reply["items"]]

    assert names(sort_column="rate") == ["Wrapping", "緑茶", "紅茶"]
    assert names(sort_column="rate", sort_order="D", per_page=1) == ["紅茶"]
    assert (
        names(search_text="りょくちゃ")
        == names(search_text="4901234567894")
        == names(sku_startswith="tea-g")
        == ["緑茶"]
    )
    assert (
        names(filter_by="Status.Inactive")
        == names(filter_by="ItemType.Service")
        == names(status="inactive")
        == ["Wrapping"]
    )
    assert names(filter_by="Status.Lowstock") == ["紅茶"]
    assert names(rate_greater_than=500) == ["紅茶"]
    assert names(is_taxable="false") == ["Wrapping"]
    assert set(names(filter_by="ItemType.Inventory")) == {"緑茶", "紅茶"}
    assert names(filter_by="Status.Uncategorized") == ["Wrapping"]
    category = api.get("/items", name="緑茶")["items"][0]["category_id"]
    assert set(names(category_id=category)) == {"緑茶", "紅茶"}
    assert names(brand_ids="7") == names(zcrm_product_id="7") == []
    assert set(names(account_id=api.get("/items", name="緑茶")["items"][0]["account_id"])) >= {"緑茶", "紅茶"}
    assert api.get("/items", filter_by="Status.Colour")["code"] == 2
    assert api.get("/items", response_option=2)["page_context"]["total"] == 3
    assert set(api.get("/items")["items"][0]) >= KEYS


def test_details_and_bulk_calls(api):
    ids = [make(api, name)["item_id"] for name in ("A", "B", "C")]
    joined = ",".join(ids[:2])
    assert [row["item_id"] for row in api.get("/itemdetails", item_ids=joined)["items"]] == ids[:2]
    assert api.get("/itemdetails", item_ids=f"{ids[0]},7")["code"] == 1002
    assert api.get("/itemdetails")["code"] == 4
    assert api.post("/items/inactive", item_ids=joined)["code"] == 0
    assert [api.get(f"/items/{item_id}")["item"]["status"] for item_id in ids] == ["inactive", "inactive", "active"]
    assert api.post("/items/active", item_ids=joined)["code"] == 0
    assert api.delete("/items", item_ids=f"{ids[0]},7")["code"] == 1002
    assert api.delete("/items", item_ids=joined)["code"] == 0
    assert [row["name"] for row in api.get("/items")["items"]] == ["C"]
    assert api.delete(f"/items/{ids[2]}")["code"] == 0
    assert api.get(f"/items/{ids[2]}").status == 404


PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def test_pictures(api):
    path = f"/items/{make(api)['item_id']}"
    assert api.get(f"{path}/image").status == 404
    assert api.upload(f"{path}/image", "image", "front.png", PNG)["code"] == 0
    assert api.get(f"{path}/image").content == PNG
    assert api.upload(f"{path}/images", "image", "side.png", PNG + b"2")["code"] == 0
    assert api.upload(f"{path}/backimage", "back_image", "back.png", PNG + b"3")["code"] == 0
    documents = api.get(path)["item"]["documents"]
    assert [(row["file_name"], row["is_back_image"]) for row in documents] == [
        ("front.png", False), ("side.png", False), ("back.png", True),
    ]  # fmt: skip
    ids = [row["document_id"] for row in documents]
    order = {"documents": [{"document_id": ids[1], "order": 0}, {"document_id": ids[0], "order": 1}]}
    assert api.post(f"{path}/images/reorder", order)["code"] == 0
    assert api.get(path)["item"]["image_name"] == "side.png"
    assert api.put(f"{path}/images/{ids[0]}/backimage")["code"] == 0
    assert api.delete(f"{path}/backimage")["code"] == 0
    assert api.delete(f"{path}/images", document_ids=ids[1])["code"] == 0
    assert api.get(path)["item"]["image_name"] == "back.png"
    assert api.delete(f"{path}/image")["code"] == 0
    assert api.delete(f"{path}/image")["code"] == 1002
    assert api.upload(f"{path}/image", "image", "page.html", b"<b>")["code"] == 2
    assert api.upload(f"{path}/image", "image", "x.png", b"no picture")["code"] == 2
    assert api.post(f"{path}/image")["code"] == 4
    assert api.post(f"{path}/images/reorder", {"documents": [{"document_id": "7", "order": 0}]})["code"] == 1002


def test_opening_stock(api):
    item = make(api, initial_stock=20, initial_stock_rate=300)
    assert (item["initial_stock"], item["initial_stock_rate"], item["stock_on_hand"]) == (20, 300, 20)
    path = f"/variants/{item['item_id']}/openingstock"
    assert api.put(path, {"initial_stock": 12.5, "initial_stock_rate": 280})["code"] == 0
    assert api.get(path)["opening_stock"]["initial_stock"] == Decimal("12.5")
    assert api.put(f"/items/{item['item_id']}", {"item_type": "sales"})["code"] == 4201
    assert api.put(path, {"serial_numbers": ["1"]})["code"] == 2
    assert api.put(path, {})["code"] == 4
    assert api.put(path, {"initial_stock": 0})["code"] == 0
    assert api.get(path)["opening_stock"]["initial_stock"] == 0
    assert api.get("/variants/7/openingstock")["code"] == 1002


KINDS = (
    ("salesorders", "salesorders"), ("purchaseorders", "purchaseorders"), ("invoices", "invoices"),
    ("deliverychallans", "deliverychallans"), ("salesreceipts", "sales_receipts"), ("moveorders", "moveorders"),
    ("putaways", "putaways"),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "key"), KINDS)
def test_documents_of_an_item(api, kind, key):
    path, item_id = f"/items/transactions/{kind}", make(api)["item_id"]
    reply = api.get(path, item_id=item_id, sort_column="date")
    assert (reply["code"], reply[key], reply["page_context"]["has_more_page"]) == (0, [], False)
    assert api.get(path)["code"] == 4
    assert api.get(path, item_id="7")["code"] == 1002
    assert api.get(path, item_id=item_id, sort_column="colour")["code"] == 2


def test_groups(api):
    tea = make(api, "Tea S", group_name="Tea", attribute_name1="Size", attribute_option_name1="S")
    assert (tea["group_name"], tea["attribute_name1"], tea["attribute_option_name1"]) == ("Tea", "Size", "S")
    large = make(api, "Tea L")
    body = {"group_name": "Teas", "items": [{"item_id": large["item_id"], "attribute_option_name1": "L"}]}
    assert api.put(f"/items/grouping/{tea['group_id']}", body)["code"] == 0
    assert [row["name"] for row in api.get("/items", group_id=tea["group_id"])["items"]] == ["Tea L", "Tea S"]
    assert api.get(f"/items/{large['item_id']}")["item"]["group_name"] == "Teas"
    assert api.post("/items/ungroup", item_ids=large["item_id"])["code"] == 0
    assert api.get(f"/items/{large['item_id']}")["item"]["group_id"] == ""
    moved = api.put(f"/items/move/{large['item_id']}", {"group_id": tea["group_id"], "attribute_option_name1": "XL"})
    assert moved["code"] == 0
    assert api.get(f"/items/{large['item_id']}")["item"]["attribute_option_name1"] == "XL"
    assert api.put("/items/grouping/7", body)["code"] == 1002
    assert api.post("/items/ungroup", composite_item_ids="7")["code"] == 1002
    assert api.post("/items/ungroup")["code"] == 4


def test_what_the_organisation_has_not_enabled(api):
    item_id = make(api)["item_id"]
    for method, path, query in (
        ("POST", "/items/enablestoragelocation", {"item_ids": item_id}),
        ("POST", "/items/disablestoragelocation", {"item_ids": item_id}),
        ("PUT", f"/items/{item_id}/locations/permissions", {"associated_with_all_locations": "false"}),
        ("PUT", "/items/locations/permissions", {"item_ids": item_id, "allowed_location_ids": "7"}),
    ):
        assert api.call(method, path, query=query)["code"] == 110817, path
    everywhere = {"associated_with_all_locations": "true"}
    assert api.put(f"/items/{item_id}/locations/permissions", None, **everywhere)["code"] == 0


@pytest.mark.django_db
def test_custom_fields():
    ctx = make_organization()
    define_field(ctx, fields={"entity": "item", "label": "Shelf", "data_type": "string", "is_unique": True})
    api = api_of(ctx)
    item = make(api, custom_fields=[{"label": "Shelf", "value": "A-1"}])
    assert item["custom_field_hash"]["cf_shelf"] == "A-1"
    assert api.get("/items")["items"][0]["cf_shelf"] == "A-1"
    assert api.put(f"/item/{item['item_id']}/customfields", [{"api_name": "cf_shelf", "value": "B-2"}])["code"] == 0
    named = api.within(headers={"X-Unique-Identifier-Key": "cf_shelf", "X-Unique-Identifier-Value": "B-2"})
    assert named.put("/items", {"rate": 9})["item"]["rate"] == 9
    other = {"X-Unique-Identifier-Key": "cf_shelf", "X-Unique-Identifier-Value": "C-3"}
    assert api.within(headers=other).put("/items", {"name": "New"})["code"] == 1002
    upsert = api.within(headers={**other, "X-Upsert": "true"})
    assert upsert.put("/items", {"name": "New"}).status == 201
    assert upsert.put("/items", {"name": "Newer"}).status == 200
    assert api.put("/items", {"name": "x"})["code"] == 4


@pytest.mark.django_db
def test_items_of_another_organisation_do_not_exist():
    other, api = make_organization(name="Other"), api_of(make_organization())
    item_id = make_item(other)
    assert api.get(f"/items/{item_id}")["code"] == 1002
    assert api.put(f"/items/{item_id}", {"name": "x"})["code"] == 1002
    assert api.delete("/items", item_ids=item_id)["code"] == 1002
    assert api.get("/items")["items"] == []


@pytest.mark.django_db
def test_a_list_needs_as_many_queries_for_one_as_for_many():
    ctx = make_organization()
    api = api_of(ctx)
    counts = []
    for _round in range(2):
        make_item(ctx, f"Tea {_round}", category="Drinks")
        with CaptureQueriesContext(connection) as captured:
            assert api.get("/items")["code"] == 0
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[0] <= 16


def test_the_list_is_sorted_by_stock_and_narrowed_to_a_location(api):
    stocks = {"a": 5, "b": 0, "c": 20}
    for name, stock in stocks.items():
        make(api, name=name, sku=name, **({"initial_stock": stock, "initial_stock_rate": 10} if stock else {}))
    rows = api.get("/items", sort_column="stock_on_hand", sort_order="D")["items"]
    assert [row["stock_on_hand"] for row in rows] == sorted((row["stock_on_hand"] for row in rows), reverse=True)
    assert [row["name"] for row in rows if row["name"] in stocks] == ["c", "a", "b"]
    (location,) = [place for place in api.get("/locations")["locations"] if place["is_primary_location"]]
    for parameter in ("location_id", "warehouse_id"):
        here = api.get("/items", **{parameter: location["location_id"]})["items"]
        assert {row["name"] for row in here} == {"a", "c"}
    assert api.get("/items", location_id="1")["items"] == []


def test_an_item_is_kept_in_batches_or_by_serial_numbers(api):
    def tracked(item):
        return item["track_batch_number"], item["track_serial_number"]

    item = make(api, track_inventory=True, track_batch_number=True)
    path = f"/items/{item['item_id']}"
    assert tracked(item) == (True, False)
    assert tracked(api.put(path, {"track_serial_number": False})["item"]) == (True, False)
    assert tracked(api.put(path, {"track_serial_number": True, "track_batch_number": False})["item"]) == (False, True)
    assert tracked(api.get("/items")["items"][0]) == (False, True)
    refused = api.put(path, {"track_serial_number": True, "track_batch_number": True})
    assert (refused.status, refused["code"]) == (400, 2)
    assert tracked(api.put(path, {"track_serial_number": False})["item"]) == (False, False)
