"""Stock below zero is refused in the stock that a document takes from, and told by its name (behaviour.md 2.3, 2.7)."""

import pytest

from tests.build.wire import Api, make_api

pytestmark = pytest.mark.django_db
DAY = "2026-04-10"


@pytest.fixture
def api() -> Api:
    return make_api("inventory")


@pytest.fixture
def tea(api: Api) -> str:
    """Ten pieces that were billed and have not been received."""
    item = api.post("/items", {"name": "Tea", "item_type": "inventory", "purchase_rate": 700})["item"]["item_id"]
    vendor = api.post("/contacts", {"contact_name": "Port", "contact_type": "vendor"})["contact"]["contact_id"]
    line = {"item_id": item, "quantity": 10, "rate": 700}
    bill = {"vendor_id": vendor, "bill_number": "B-1", "date": DAY, "line_items": [line]}
    assert api.post("/bills", bill).status == 201
    return str(item)


def test_an_invoice_takes_nothing_from_physical_stock_that_is_short_already(api: Api, tea: str):
    customer = api.post("/contacts", {"contact_name": "Blue", "contact_type": "customer"})["contact"]["contact_id"]
    line = {"item_id": tea, "quantity": 1, "rate": 900}

    def invoice(quantity: int, **more: object) -> str:
        lines = [{**line, "quantity": quantity}]
        body = {"customer_id": customer, "date": DAY, "line_items": lines, **more}
        return str(api.post("/invoices", body)["invoice"]["invoice_id"])

    assert api.post(f"/invoices/{invoice(2, is_shipped=True)}/status/sent").status == 200
    assert api.get(f"/items/{tea}")["item"]["available_stock"] == -2
    api.put(f"/items/{tea}", {"negative_stock": "block"})
    assert api.post(f"/invoices/{invoice(8)}/status/sent").status == 200, "accounting stock has eight"
    short = api.post(f"/invoices/{invoice(1)}/status/sent")
    assert short["code"] == 4953


def test_the_stock_that_is_short_is_named(api: Api, tea: str):
    mapped = [{"item_id": tea, "quantity": 1}]
    composite = {"name": "Set", "rate": 9000, "item_type": "inventory", "mapped_items": mapped}
    reply = api.post("/compositeitems", composite)
    assert reply.status == 201, reply.body
    made = reply["composite_item"]["composite_item_id"]
    line = {"item_id": tea, "name": "Tea", "quantity_consumed": 1}
    bundle = {"composite_item_id": made, "composite_item_name": "Set", "date": DAY, "quantity_to_bundle": 2}
    reply = api.post("/bundles", {**bundle, "is_completed": True, "line_items": [line]})
    assert reply["code"] == 4953
    assert "physical stock" in reply["message"], "ten were billed, none has arrived"
