"""Sales orders on the wire, under both prefixes."""

from decimal import Decimal

import pytest

from daicho.platform.custom_fields import define_field
from tests.build.catalog import make_item
from tests.build.organization import make_organization
from tests.build.wire import api_of, make_api

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx(db):
    return make_organization()


@pytest.fixture
def api(ctx):
    return api_of(ctx)


@pytest.fixture
def inventory(api):
    reply = api.within(application="inventory").post(f"/organizations/{api.organization_id}/join")
    assert reply.status == 200, reply.body
    return api.within(application="inventory")


@pytest.fixture
def order(ctx, api):
    """What a client sends for an order of two lines."""
    taxes = {tax["tax_name"]: tax["tax_id"] for tax in api.get("/settings/taxes")["taxes"]}
    person = {"first_name": "花子", "last_name": "佐藤", "email": "hanako@example.jp"}
    address = {"zip": "231-0001", "state": "神奈川県", "city": "横浜市", "address": "新港1-1"}
    contact = {"contact_name": "みなと", "billing_address": address, "contact_persons": [person]}
    customer = api.post("/contacts", contact)["contact"]
    item_id = make_item(ctx, "煎茶", rate_micro=1200 * 10**6, unit="袋", sku="TEA")
    return {
        "customer_id": customer["contact_id"],
        "contact_persons": [customer["contact_persons"][0]["contact_person_id"]],
        "date": "2026-11-24",
        "shipment_date": "2030-01-10",
        "line_items": [
            {"item_id": str(item_id), "quantity": 3, "tax_id": taxes["消費税 10%"]},
            {
                "name": "水引",
                "quantity": Decimal("1.5"),
                "rate": Decimal("333.3"),
                "discount": "10%",
                "tax_id": taxes["消費税 8%(軽減)"],
            },
        ],
        "shipping_charge": 500,
        "salesperson_name": "田中",
        "delivery_method": "宅配便",
        "notes": "お急ぎ",
    }


def make(api, order, **changes):
    reply = api.post("/salesorders", order | changes)
    assert (reply.status, reply["code"]) == (201, 0), reply.body
    return reply["salesorder"]


def test_an_order_is_open_in_books_and_confirmed_in_inventory(api, inventory, order):
    made = make(api, order)
    assert made["salesorder_number"] == "SO-00001"
    assert made["status"] == "draft"
    path = f"/salesorders/{made['salesorder_id']}"
    assert api.post(f"{path}/status/open")["code"] == 0
    assert api.get(path)["salesorder"]["status"] == "open"
    read = inventory.get(path)
    assert read["salesorder"]["status"] == "confirmed"
    assert read["sales_order"]["salesorder_id"] == made["salesorder_id"]
    assert inventory.get("/salesorders")["salesorders"][0]["status"] == "confirmed"
    assert inventory.get("/salesorders", filter_by="Status.Open")["salesorders"]
    assert api.get("/salesorders", status="confirmed")["salesorders"]
    assert inventory.post(f"{path}/status/void", {"reason": "cancelled"})["code"] == 0
    assert api.get(path)["salesorder"]["status"] == "void"
    assert api.put(path, {"notes": "x"})["code"] == 4703
    assert inventory.post("/salesorders/status/confirmed", salesorder_ids=made["salesorder_id"]).body["data"] == {
        "email_success_info": [
            {"code": 0, "message": "The sales order has been marked as confirmed.", "ids": [made["salesorder_id"]]}
        ],
        "email_error_info": [],
    }


def test_amounts_are_exact(api, order):
    made = make(api, order)
    first, second = made["line_items"]
    assert (first["name"], first["unit"], first["rate"], first["item_total"]) == ("煎茶", "袋", 1200, 3600)
    assert (second["quantity"], second["rate"], second["item_total"]) == (Decimal("1.5"), Decimal("333.3"), 450)
    assert [(tax["tax_name"], tax["tax_amount"]) for tax in made["taxes"]] == [
        ("消費税 10%", 360),
        ("消費税 8%(軽減)", 36),
    ]
    assert (made["sub_total"], made["tax_total"], made["shipping_charge"], made["total"]) == (4050, 396, 500, 4946)
    assert made["billing_address"]["city"] == "横浜市"
    assert made["shipping_address"]["zip"] == "231-0001"
    assert made["contact_persons_associated"][0]["contact_person_email"] == "hanako@example.jp"
    assert (made["salesperson_name"], made["delivery_method"]) == ("田中", "宅配便")


def test_prices_with_tax_in_them(api, order):
    made = make(api, order, is_inclusive_tax=True, line_items=order["line_items"][:1], shipping_charge=0)
    line = made["line_items"][0]
    assert (made["total"], made["tax_total"], made["sub_total"]) == (3600, 327, 3273)
    assert (line["item_total"], line["item_total_inclusive_of_tax"]) == (3273, 3600)


def test_an_update_is_partial_but_replaces_lines(api, order):
    made = make(api, order)
    path = f"/salesorders/{made['salesorder_id']}"
    kept = made["line_items"][0]["line_item_id"]
    new = {"name": "袋", "quantity": 2, "rate": 10}
    changed = api.put(path, {"line_items": [{"line_item_id": kept, "quantity": 5}, new], "discount": "5%"})
    assert changed.status == 200, changed.body
    read = changed["salesorder"]
    assert [(line["quantity"], line["item_total"]) for line in read["line_items"]] == [(5, 6000), (2, 20)]
    assert read["line_items"][0]["line_item_id"] == kept
    assert (read["discount"], read["discount_amount"], read["notes"]) == ("5%", 301, "お急ぎ")
    assert api.put(path, {"notes": ""})["salesorder"]["notes"] == ""
    assert len(api.put(path, {"reference_number": "R1"})["salesorder"]["line_items"]) == 2


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"customer_id": ""}, 4, "customer_id"),
        ({"customer_id": "123"}, 2, "customer_id"),
        ({"line_items": []}, 4016, "line"),
        ({"line_items": [{"quantity": 1}]}, 4, "line_items[0].item_id"),
        ({"line_items": [{"name": "x", "quantity": 0}]}, 2, "line_items[0].quantity"),
        ({"line_items": [{"name": "x", "tax_id": "5"}]}, 2, "line_items[0].tax_id"),
        ({"line_items": [{"name": "x", "discount": "120%"}]}, 2, "line_items[0].discount"),
        ({"line_items": [{"name": "x", "rate": 10, "discount": "11"}]}, 2, "discount"),
        ({"line_items": [{"name": "x"}] * 1001}, 2, "line_items"),
        ({"adjustment": -100000}, 4707, "negative"),
        ({"shipping_charge": Decimal("1.5")}, 2, "shipping_charge"),
        ({"date": "2026-02-31"}, 2, "date"),
        ({"template_id": "7"}, 2, "template_id"),
        ({"contact_persons": ["7"]}, 2, "contact_persons"),
        ({"billing_address_id": "7"}, 2, "billing_address_id"),
        ({"currency_code": "XXX"}, 2, "currency_code"),
        ({"discount": "-5"}, 2, "discount"),
        ({"line_items": [{"name": "x", "rate": 10**11, "quantity": 10**11}]}, 2, "amounts"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(api, order, changes, code, words):
    reply = api.post("/salesorders", order | changes)
    assert (reply.status, reply["code"]) == (400, code), reply.body
    assert words in reply["message"]


def test_numbers_are_given_or_taken(api, order):
    assert make(api, order, salesorder_number="A-1")["salesorder_number"] == "A-1"
    assert api.post("/salesorders", order | {"salesorder_number": "A-1"})["code"] == 4
    assert make(api, order, salesorder_number="SO-00001")["salesorder_number"] == "SO-00001"
    assert make(api, order)["salesorder_number"] == "SO-00002"
    gone = make(api, order, salesorder_number="A-2")["salesorder_id"]
    assert api.delete(f"/salesorders/{gone}").status == 200
    assert make(api, order, salesorder_number="A-2")["salesorder_number"] == "A-2"


def test_lists_filter_sort_and_find(api, order):
    one = make(api, order, reference_number="PO-77")
    two = make(api, order, line_items=[{"name": "木箱", "rate": 90000}], date="2026-10-01")

    def numbers(**query):
        reply = api.get("/salesorders", **query)
        assert reply.status == 200, reply.body
        return [row["salesorder_number"] for row in reply["salesorders"]]

    both = [two["salesorder_number"], one["salesorder_number"]]
    assert sorted(numbers()) == sorted(both)
    assert numbers(reference_number_startswith="PO") == both[1:]
    assert numbers(item_name_contains="木") == both[:1]
    assert numbers(item_id=one["line_items"][0]["item_id"]) == both[1:]
    assert numbers(total_greater_than=50000) == both[:1]
    assert numbers(total_start=1, total_end=50000) == both[1:]
    assert numbers(date_before="2026-11-01") == both[:1]
    assert numbers(customer_name_contains="みな", sort_column="total", sort_order="D") == both
    assert numbers(search_text="PO-77") == both[1:]
    assert numbers(salesorder_ids=two["salesorder_id"]) == both[:1]
    assert numbers(filter_by="Status.Draft", sort_column="date", sort_order="A") == both
    assert numbers(filter_by="Status.Invoiced") == []
    assert api.get("/salesorders", filter_by="Status.Nonsense")["code"] == 2
    row = api.get("/salesorders", reference_number="PO-77")["salesorders"][0]
    assert (row["quantity"], row["total"], row["bcy_total"]) == (Decimal("4.5"), 4946, 4946)


def test_notes_files_mail_and_paper(api, order):
    made = make(api, order)
    path = f"/salesorders/{made['salesorder_id']}"
    comment = api.post(f"{path}/comments", {"description": "電話した"})
    assert (comment.status, comment["comment"]["description"]) == (201, "電話した")
    one = f"{path}/comments/{comment['comment']['comment_id']}"
    assert api.put(one, {"description": "済"})["comment"]["description"] == "済"
    assert len(api.get(f"{path}/comments")["comments"]) == 1
    assert api.delete(one)["code"] == 0
    assert api.get(f"{path}/attachment").status == 404
    assert api.upload(f"{path}/attachment", "attachment", "a.txt", b"hello").status == 200
    assert api.get(f"{path}/attachment").content == b"hello"
    assert api.put(f"{path}/attachment", can_send_in_mail="true")["code"] == 0
    assert api.get(path)["salesorder"]["documents"][0]["can_send_in_mail"] is True
    draft = api.get(f"{path}/email")["data"]
    assert "SO-00001" in draft["subject"]
    assert draft["to_contacts"][0]["email"] == "hanako@example.jp"
    letter = {"to_mail_ids": ["hanako@example.jp"], "subject": draft["subject"], "body": draft["body"]}
    assert api.post(f"{path}/email", letter)["code"] == 0
    after = api.get(path)["salesorder"]
    assert (after["status"], after["is_emailed"]) == ("open", True)
    assert api.delete(f"{path}/attachment")["code"] == 0
    pdf = api.get(path, accept="pdf")
    assert pdf.content.startswith(b"%PDF")
    assert api.within(headers={"Accept": "application/pdf"}).get(path).content.startswith(b"%PDF")
    assert "煎茶" in api.get(path, accept="html").content.decode()
    assert api.get("/salesorders/pdf", salesorder_ids=made["salesorder_id"]).content.startswith(b"%PDF")
    templates = api.get("/salesorders/templates")["templates"]
    assert [template["template_type"] for template in templates] == ["standard", "compact"]
    assert api.put(f"{path}/templates/{templates[1]['template_id']}")["code"] == 0
    assert api.get(path)["salesorder"]["template_type"] == "compact"


def test_lines_hold_custom_fields(ctx, api, inventory, order):
    define_field(ctx, fields={"entity": "documentline", "label": "産地", "data_type": "string"})
    lines = order["line_items"]
    lines[0] = lines[0] | {"item_custom_fields": [{"label": "産地", "value": "静岡"}]}
    made = make(api, order)
    path = f"/salesorders/{made['salesorder_id']}"

    def origins():
        read = inventory.get(path)["salesorder"]["line_items"]
        return [[field["value"] for field in line["item_custom_fields"]] for line in read]

    assert origins() == [["静岡"], []]
    ids = [{"line_item_id": line["line_item_id"]} for line in made["line_items"]]
    inventory.put(path, {"line_items": [ids[0], ids[1] | {"item_custom_fields": [{"label": "産地", "value": "京都"}]}]})
    assert origins() == [["静岡"], ["京都"]]
    inventory.put(path, {"line_items": [ids[1]]})
    assert origins() == [["京都"]]
    wrong = [{"name": "x", "rate": 1, "item_custom_fields": [{"label": "無い", "value": "x"}]}]
    assert inventory.put(path, {"line_items": wrong})["code"] == 2
    assert origins() == [["京都"]]
    assert api.delete(path)["code"] == 0


def test_addresses_of_an_order_become_the_customers_where_wanted(api, inventory, order):
    def city_of_contact():
        return api.get(f"/contacts/{order['customer_id']}")["contact"]["billing_address"]["city"]

    made = make(api, order | {"billing_address": {"city": "川崎市"}})
    assert (made["billing_address"]["city"], city_of_contact()) == ("川崎市", "横浜市")
    path = f"/salesorders/{made['salesorder_id']}"
    inventory.put(path, {"is_update_customer": True, "notes": "x"})
    assert city_of_contact() == "横浜市"
    inventory.put(path, {"is_update_customer": True, "billing_address": {"city": "鎌倉市"}})
    assert city_of_contact() == "鎌倉市"
    make(inventory, order | {"billing_address": {"city": "逗子市"}, "is_update_customer": True})
    assert city_of_contact() == "逗子市"


def test_addresses_substatus_and_custom_fields(api, order):
    made = make(api, order)
    path = f"/salesorders/{made['salesorder_id']}"
    assert api.put(f"{path}/address/shipping", {"city": "川崎市", "is_update_customer": True})["code"] == 0
    read = api.get(path)["salesorder"]
    assert (read["shipping_address"]["city"], read["billing_address"]["city"]) == ("川崎市", "横浜市")
    assert api.get(f"/contacts/{order['customer_id']}")["contact"]["shipping_address"]["city"] == "川崎市"
    assert api.post(f"{path}/substatus/cs_packing")["code"] == 0
    assert api.get(path)["salesorder"]["current_sub_status"] == "Packing"
    assert (
        api.put(f"/salesorder/{made['salesorder_id']}/customfields", [{"api_name": "cf_x", "value": "1"}])["code"] == 2
    )


def test_approval_is_asked_for_in_turn(api, order):
    made = make(api, order)
    path = f"/salesorders/{made['salesorder_id']}"
    assert api.post(f"{path}/approve")["code"] == 4700
    assert api.post(f"{path}/submit")["code"] == 0
    assert api.get(path)["salesorder"]["status"] == "pending_approval"
    assert api.post(f"{path}/reject", {"reason": "too cheap"})["code"] == 0
    assert api.post("/salesorders/submit", salesorder_ids=made["salesorder_id"])["code"] == 0
    assert api.post(f"{path}/approve/final")["code"] == 0
    assert api.get(path)["salesorder"]["status"] == "approved"
    assert api.post(f"{path}/status/confirmed")["code"] == 0


def test_nothing_of_another_organisation_is_there(api, order):
    made = make(api, order)
    other = make_api(name="別の会社")
    path = f"/salesorders/{made['salesorder_id']}"
    assert [other.get(path).status, other.put(path, {"notes": "x"}).status, other.delete(path).status] == [404] * 3
    assert other.post("/salesorders", order)["code"] == 2


def test_locations_are_named_on_headers_and_lines(api, inventory, order):
    places = [api.post("/locations", {"location_name": name})["location"] for name in ("店", "倉庫")]
    shop, depot = (place["location_id"] for place in places)
    lines = [order["line_items"][0], {**order["line_items"][1], "location_id": depot}]
    made = api.post("/salesorders", {**order, "location_id": shop, "line_items": lines})["salesorder"]
    for reader in (api, inventory):
        read = reader.get(f"/salesorders/{made['salesorder_id']}")["salesorder"]
        assert (read["location_id"], read["location_name"]) == (shop, "店")
        assert [line["location_name"] for line in read["line_items"]] == ["店", "倉庫"]
    refused = api.post("/salesorders", {**order, "location_id": "17"})
    assert (refused.status, "location_id" in refused["message"]) == (400, True)
