"""Batches and serial numbers of lines on the wire, the same under both prefixes."""

import pytest

from daicho.reporting.queries.verify import verify
from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
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


def bought(ctx, api, item, number="B-1", **named):
    quantity = sum(batch["in_quantity"] for batch in named.get("batches", [])) or len(named["serial_numbers"])
    row = {"item_id": str(item), "quantity": quantity, "rate": 100, **named}
    reply = api.post("/bills", {"vendor_id": str(make_vendor(ctx)), "bill_number": number, "line_items": [row]})
    assert reply.status == 201, reply.body
    return reply["bill"]


def sold(ctx, api, item, quantity, **named):
    row = {"item_id": str(item), "quantity": quantity, "rate": 500, **named}
    return api.post("/invoices", {"customer_id": str(make_customer(ctx)), "line_items": [row]})


def test_batches_come_in_go_out_and_come_back(ctx, api):
    item = make_item(ctx, "錠剤", tracking="batch")
    new = {
        "batch_number": "L-12", "external_batch_number": "M-9", "manufacturer_date": "2026-01-31",
        "expiry_date": "2027-03-31", "in_quantity": 5,
    }  # fmt: skip
    bill = bought(ctx, api, item, batches=[new, {"batch_number": "L-13", "in_quantity": 2}])
    first, second = bill["line_items"][0]["batches"]
    assert {**new, "batch_id": first["batch_id"], "storages": []} == first
    assert bill["line_items"][0]["serial_numbers"] == []
    named = [{"batch_id": second["batch_id"], "out_quantity": 1.5}, {"batch_number": "L-12", "out_quantity": 0.5}]
    draft = sold(ctx, api, item, 2, batches=named)["invoice"]
    assert [batch["out_quantity"] for batch in draft["line_items"][0]["batches"]] == [0.5, 1.5]
    path = f"/invoices/{draft['invoice_id']}"
    row = {"line_item_id": draft["line_items"][0]["line_item_id"], "item_id": str(item), "quantity": 2, "rate": 600}
    kept = api.put(path, {"line_items": [row]})["invoice"]["line_items"][0]
    assert (kept["rate"], len(kept["batches"])) == (600, 2)  # not sent: they stay
    assert api.put(path, {"line_items": [{**row, "batches": []}]})["invoice"]["line_items"][0]["batches"] == []
    refused = api.post(f"{path}/status/sent")
    assert refused["code"] == 4959
    assert api.put(path, {"line_items": [{**row, "batches": named}]})["code"] == 0
    assert api.post(f"{path}/status/sent")["code"] == 0
    note = api.post("/creditnotes", {}, invoice_id=draft["invoice_id"])["creditnote"]
    assert [batch["in_quantity"] for batch in note["line_items"][0]["batches"]] == [0.5, 1.5]
    assert verify(ctx) == []


def test_serial_numbers_are_of_one_piece(ctx, api):
    item = make_item(ctx, "電話", tracking="serial")
    bill = bought(ctx, api, item, serial_numbers=["S-1", "S-2"])
    assert bill["line_items"][0]["serial_numbers"] == ["S-1", "S-2"]
    assert bill["line_items"][0]["batches"] == []
    draft = sold(ctx, api, item, 1, serial_numbers=["S-2"])["invoice"]
    assert api.post(f"/invoices/{draft['invoice_id']}/status/sent")["code"] == 0
    again = sold(ctx, api, item, 1, serial_numbers=["S-2"])["invoice"]
    assert api.post(f"/invoices/{again['invoice_id']}/status/sent")["code"] == 4961
    row = {"item_id": str(item), "quantity": 1, "rate": 100, "serial_numbers": ["S-1"]}
    row["bill_item_id"] = bill["line_items"][0]["line_item_id"]
    credit = api.post("/vendorcredits", {"vendor_id": bill["vendor_id"], "line_items": [row]})
    assert credit.status == 201, credit.body
    assert credit["vendor_credit"]["line_items"][0]["serial_numbers"] == ["S-1"]
    assert verify(ctx) == []


@pytest.mark.parametrize(
    ("tracking", "named"),
    [
        ("batch", {"batches": [{"batch_number": "none", "out_quantity": 1}]}),
        ("batch", {"batches": [{"batch_id": "7", "out_quantity": 1}]}),
        ("batch", {"batches": [{"batch_number": "L-1"}]}),
        ("batch", {"batches": [{"batch_number": "L-1", "out_quantity": 10**30}]}),
        ("batch", {"batches": [{"batch_number": "L-1", "out_quantity": -1}]}),
        ("batch", {"batches": [{"out_quantity": 1}]}),
        ("batch", {"batches": [{"batch_number": "L-1", "out_quantity": "x"}]}),
        ("batch", {"batches": "x"}),
        ("serial", {"serial_numbers": ["none"]}),
        ("serial", {"serial_numbers": [""]}),
        ("serial", {"serial_numbers": ["x" * 101]}),
        ("serial", {"batches": [{"batch_number": "L-1", "out_quantity": 0.5}]}),
        ("", {"serial_numbers": ["L-1"]}),
    ],
)
def test_bad_batches_are_refused_by_name(ctx, api, tracking, named):
    item = make_item(ctx, tracking=tracking)
    if tracking:
        bought(ctx, api, item, **({"serial_numbers": ["L-1"]} if tracking == "serial" else {
            "batches": [{"batch_number": "L-1", "in_quantity": 1}]
        }))  # fmt: skip
    reply = sold(ctx, api, item, 1, **named)
    assert reply.status == 400, reply.body
    assert "line_items[0]." in reply["message"] or "batches" in reply["message"], reply.body


def test_orders_know_no_batches(ctx, api):
    item = make_item(ctx, tracking="batch")
    row = {"item_id": str(item), "quantity": 1, "batches": [{"batch_number": "L-1", "out_quantity": 1}]}
    order = api.post("/salesorders", {"customer_id": str(make_customer(ctx)), "line_items": [row]})
    assert order.status == 201, order.body
    assert "batches" not in order["salesorder"]["line_items"][0]
