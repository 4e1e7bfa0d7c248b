"""Receives, bills and vendor credits on the wire, the same under both prefixes."""

import pytest

from daicho.platform.custom_fields import define_field
from daicho.reporting.queries.verify import verify
from tests.build.catalog import make_item
from tests.build.contacts import make_vendor
from tests.build.organization import make_organization
from tests.build.wire import api_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization()


@pytest.fixture(params=["books", "inventory"])
def api(ctx, request):
    books = api_of(ctx)
    inventory = books.within(application="inventory")
    assert inventory.post(f"/organizations/{ctx.organization_id}/join")["code"] == 0
    return books if request.param == "books" else inventory


@pytest.fixture
def order(ctx, api):
    body = {
        "vendor_id": str(make_vendor(ctx)),
        "line_items": [{"item_id": str(make_item(ctx, "茶葉")), "quantity": 10, "rate": 100}],
    }
    order = api.post("/purchaseorders", body)["purchaseorder"]
    assert api.post(f"/purchaseorders/{order['purchaseorder_id']}/status/open")["code"] == 0
    return order


def test_from_order_to_credit(api, order):
    order_id, line_id = order["purchaseorder_id"], order["line_items"][0]["line_item_id"]
    lines = [{"line_item_id": line_id, "quantity": 4}]
    received = api.call("POST", "/purchasereceives", {"line_items": lines}, query={"purchaseorder_id": order_id})
    assert received.status == 201, received.body
    receive = received["purchase_receive"]
    assert (receive["status"], receive["line_items"][0]["quantity"]) == ("received", 4)
    page = api.get("/bills/editpage/frompurchaseorders", purchaseorder_ids=order_id)["bill"]
    assert (page["line_items"][0]["purchaseorder_item_id"], page["total"]) == (line_id, 1000)
    body = {
        "vendor_id": order["vendor_id"],
        "bill_number": "V-1",
        "line_items": [
            {
                "purchaseorder_item_id": line_id,
                "item_id": order["line_items"][0]["item_id"],
                "quantity": 4,
                "rate": 100,
            }
        ],
    }
    made = api.post("/bills", body)
    assert made.status == 201, made.body
    bill = made["bill"]
    assert (bill["status"], bill["balance"], bill["purchaseorder_ids"]) == ("open", 400, [order_id])
    shown = api.get(f"/purchaseorders/{order_id}")["purchaseorder"]
    assert (shown["received_status"], shown["billed_status"]) == ("partially_received", "partially_billed")
    line = shown["line_items"][0]
    assert (line["quantity_received"], line["quantity_billed"]) == (4, 4)
    assert [row["bill_number"] for row in shown["bills"]] == ["V-1"]
    credit = api.call("POST", "/vendorcredits", {"vendor_credit_number": "C-1"}, query={"bill_id": bill["bill_id"]})
    assert credit.status == 201, credit.body
    assert (credit["vendor_credit"]["status"], credit["vendor_credit"]["total"]) == ("open", 400)
    assert api.post(f"/bills/{bill['bill_id']}/status/void")["code"] == 36
    assert api.delete(f"/vendorcredits/{credit['vendor_credit']['vendor_credit_id']}")["code"] == 0
    assert api.post(f"/bills/{bill['bill_id']}/status/void")["code"] == 0
    assert [row["status"] for row in api.get("/bills")["bills"]] == ["void"]
    assert api.delete(f"/purchasereceives/{receive['receive_id']}")["code"] == 0
    assert api.get("/purchasereceives")["purchasereceives"] == []


def test_a_draft_bill_is_opened_received_and_changed(ctx, api):
    line = {"item_id": str(make_item(ctx, "茶葉")), "quantity": 2, "rate": 50}
    body = {"vendor_id": str(make_vendor(ctx)), "bill_number": "1", "is_draft": True, "line_items": [line]}
    bill = api.post("/bills", body)["bill"]
    path = f"/bills/{bill['bill_id']}"
    assert (bill["status"], bill["is_received"]) == ("draft", False)
    assert api.post(f"{path}/status/open")["code"] == 0
    assert api.post(f"{path}/markasreceived")["code"] == 0
    item = api.get(f"/items/{line['item_id']}")["item"]
    assert (item["stock_on_hand"], item["available_stock"]) == (2, 2)
    changed = api.put(path, {"line_items": [{**line, "quantity": 3}]})["bill"]
    assert (changed["total"], changed["is_received"]) == (150, True)
    assert api.post("/bills", body)["code"] == 4
    assert api.post("/bills", {**body, "bill_number": ""})["code"] == 4


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("/purchasereceives", {}, 4),
        ("/purchasereceives?purchaseorder_id=1", {}, 1002),
        ("/purchasereceives?purchaseorder_id=x", {}, 2),
        ("/bills", {"bill_number": "1"}, 4),
        ("/vendorcredits?bill_id=1", {}, 1002),
        ("/bills/1/status/open", {}, 1002),
        ("/purchasereceives/1/markasreceived", {}, 1002),
    ],
)
def test_bad_input_is_told(api, path, body, code):
    address, _mark, query = path.partition("?")
    reply = api.call("POST", address, body, query=dict([query.split("=")]) if query else {})
    assert reply["code"] == code, reply.body


def test_freight_is_allocated_changed_and_taken_back(ctx, api):
    vendor = str(make_vendor(ctx))
    goods = {"item_id": str(make_item(ctx, "茶葉")), "quantity": 10, "rate": 100}
    freight = {"name": "運賃", "quantity": 1, "rate": 50}
    body = {"vendor_id": vendor, "bill_number": "L-1", "line_items": [goods, freight]}
    bill = api.post("/bills", body)["bill"]
    (goods_line, freight_line) = (row["line_item_id"] for row in bill["line_items"])
    path = f"/bills/{bill['bill_id']}/landedcosts"
    details = api.get("/landedcosts/billdetails", bill_ids=bill["bill_id"])["bills"]
    assert [row["bill_item_id"] for row in details[0]["line_items"]] == [goods_line]
    made = api.post(path, {"reference_item_id": freight_line, "allocation_method": "amount", "cost_allocations": []})
    assert made.status == 201, made.body
    landed = made["landed_cost"]
    assert (landed["amount"], landed["cost_allocations"][0]["allocated_amount"]) == (50, 50)
    one = f"{path}/{landed['landed_cost_id']}"
    changed = api.put(one, {"cost_allocations": [{"bill_item_id": goods_line, "allocated_amount": 30}]})
    assert changed["landed_cost"]["amount"] == 30, changed.body
    assert api.get(one)["landed_cost"]["allocation_method"] == "amount"
    too_much = api.put(one, {"cost_allocations": [{"bill_item_id": goods_line, "allocated_amount": 51}]})
    assert too_much["code"] == 4857
    assert api.delete(one)["code"] == 0
    assert api.get(one).status == 404
    bulk = {
        "reference_item_id": freight_line,
        "bills": [
            {
                "bill_id": bill["bill_id"],
                "cost_allocations": [{"bill_item_id": goods_line, "allocated_amount": 20}],
            }
        ],
    }
    assert api.post("/bills/bulklandedcosts", bulk)["code"] == 0


@pytest.mark.parametrize("body", [{}, {"reference_item_id": "1"}, {"reference_item_id": "x"}])
def test_a_landed_cost_needs_a_line(ctx, api, body):
    line = {"item_id": str(make_item(ctx)), "quantity": 1, "rate": 1}
    bill = api.post("/bills", {"vendor_id": str(make_vendor(ctx)), "bill_number": "1", "line_items": [line]})["bill"]
    assert api.post(f"/bills/{bill['bill_id']}/landedcosts", body)["code"] in {2, 4}


@pytest.mark.parametrize(("path", "number"), [("/bills", "bill_number"), ("/vendorcredits", "vendor_credit_number")])
def test_custom_fields_are_known_by_either_name_of_their_id(ctx, api, path, number):
    entity = "bill" if path == "/bills" else "vendorcredit"
    field = define_field(ctx, fields={"entity": entity, "label": "ロット", "data_type": "string"})
    body = {number: "V-1", "vendor_id": str(make_vendor(ctx)), "line_items": [{"name": "茶葉", "rate": 100}]}
    told = []
    for place, name in enumerate(("custom_field_id", "customfield_id")):
        given = [{name: str(field), "value": f"L-{place}"}]
        reply = api.post(path, {**body, number: f"V-{place}", "custom_fields": given})
        assert reply.status == 201, reply.body
        (record,) = (value for value in reply.body.values() if isinstance(value, dict))
        told += [(row["custom_field_id"], row["value"]) for row in record["custom_fields"]]
    assert told == [(str(field), "L-0"), (str(field), "L-1")]
    wrong = api.post(path, {**body, number: "V-2", "custom_fields": [*given, {"custom_field_id": "1", "value": "x"}]})
    assert (wrong["code"], wrong["message"]) == (2, "custom_fields[1] names no custom field.")


@pytest.mark.parametrize(("path", "key"), [("/bills", "bill"), ("/vendorcredits", "vendor_credit")])
def test_what_was_voided_is_opened_again(ctx, api, path, key):
    tea = make_item(ctx, "茶葉")
    body = {"bill_number": "V-1", "vendor_id": str(make_vendor(ctx))}
    made = api.post(path, {**body, "line_items": [{"item_id": str(tea), "quantity": 3, "rate": 100}]})[key]
    one = f"{path}/{made[f'{key}_id']}"
    counted = api.get(f"/items/{tea}")["item"]["stock_on_hand"]
    for verb, stock in (("void", 0), ("open", counted)):
        assert api.post(f"{one}/status/{verb}")["code"] == 0
        assert (api.get(one)[key]["status"], api.get(f"/items/{tea}")["item"]["stock_on_hand"]) == (verb, stock)
    assert abs(counted) == 3
    assert verify(ctx) == []
