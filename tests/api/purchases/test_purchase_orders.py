"""Purchase orders on the wire, under both prefixes."""

import pytest

from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.ledger import make_account
from tests.build.organization import make_organization
from tests.build.wire import api_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx(db):
    return make_organization(zip="231-0023", state="神奈川県", city="横浜市", street_address1="山下町1")


@pytest.fixture
def api(ctx):
    return api_of(ctx)


@pytest.fixture
def inventory(api):
    assert api.within(application="inventory").post(f"/organizations/{api.organization_id}/join").status == 200
    return api.within(application="inventory")


@pytest.fixture
def order(ctx, api):
    """What a client sends for an order of two lines."""
    vendor = api.post("/contacts", {"contact_name": "製茶園", "contact_type": "vendor"})["contact"]
    item_id = make_item(ctx, "煎茶", purchase_rate_micro=700 * 10**6)
    return {
        "vendor_id": vendor["contact_id"],
        "date": "2026-11-24",
        "delivery_date": "2026-12-01",
        "ship_via": "船便",
        "line_items": [
            {"item_id": str(item_id), "quantity": 10},
            {"name": "箱", "quantity": 5, "rate": 40, "account_id": str(make_account(ctx))},
        ],
    }


def make(api, order, **changes):
    reply = api.post("/purchaseorders", order | changes)
    assert (reply.status, reply["code"]) == (201, 0), reply.body
    return reply["purchaseorder"]


def test_an_order_is_open_in_books_and_issued_in_inventory(api, inventory, order):
    made = make(inventory, order)
    path = f"/purchaseorders/{made['purchaseorder_id']}"
    assert (made["purchaseorder_number"], made["total"], made["status"]) == ("PO-00001", 7200, "draft")
    assert inventory.post(f"{path}/status/issued")["code"] == 0
    assert inventory.get(path)["purchase_order"]["status"] == "issued"
    assert api.get(path)["purchaseorder"]["status"] == "open"
    assert api.post(f"{path}/status/billed")["code"] == 0
    assert api.get(path)["purchaseorder"]["can_mark_as_unbill"] is True
    assert api.delete(path)["code"] == 4704
    assert api.post(f"{path}/status/open")["code"] == 0
    assert api.post(f"{path}/status/cancelled")["code"] == 0
    assert api.put(path, {"notes": "x"})["code"] == 4703
    assert api.delete(path)["code"] == 0


def test_lines_take_price_and_account_from_the_item(api, order):
    first, second = make(api, order)["line_items"]
    assert (first["rate"], first["item_total"], first["account_name"]) == (700, 7000, "在庫資産")
    assert (second["account_name"], second["quantity_received"], second["quantity_billed"]) == ("Packaging", 0, 0)
    assert second["item_id"] == ""


def test_accounts_of_other_types_are_refused(ctx, api, order):
    income = make_account(ctx, "Other sales", "income")
    line = {"name": "x", "rate": 1, "account_id": str(income)}
    assert api.post("/purchaseorders", order | {"line_items": [line]})["code"] == 2


def test_goods_go_to_the_organisation_or_to_a_customer(ctx, api, order):
    made = make(api, order)
    assert (made["delivery_address"]["city"], made["ship_via"]) == ("横浜市", "船便")
    path = f"/purchaseorders/{made['purchaseorder_id']}"
    customer = make_customer(ctx, contact_name="客", shipping_address={"city": "札幌市"})
    there = api.put(path, {"delivery_customer_id": str(customer)})["purchaseorder"]
    assert (there["delivery_address"]["city"], there["delivery_org_address_id"]) == ("札幌市", "")
    assert there["delivery_customer_id"] == str(customer)
    back = api.put(path, {"delivery_customer_id": ""})["purchaseorder"]
    assert back["delivery_address"]["city"] == "横浜市"
    assert api.put(path, {"delivery_customer_id": order["vendor_id"]})["code"] == 2


def test_lists_and_bulk(api, order):
    ids = ",".join(make(api, order)["purchaseorder_id"] for _ in range(2))
    assert api.post("/purchaseorders/submit", purchaseorder_ids=ids)["code"] == 0
    assert api.post("/purchaseorders/approve", purchaseorder_ids=ids)["code"] == 0
    assert [row["status"] for row in api.get("/purchaseorders")["purchaseorders"]] == ["approved", "approved"]
    assert (
        len(api.get("/purchaseorders", vendor_name_contains="製茶", sort_column="vendor_name")["purchaseorders"]) == 2
    )
    assert api.get("/purchaseorders", custom_field_contains="x")["purchaseorders"] == []


def test_an_order_stays_open_after_the_day_it_was_expected(api, inventory, order):
    path = f"/purchaseorders/{make(api, order, date='2026-01-05', delivery_date='2026-01-06')['purchaseorder_id']}"
    assert api.post(f"{path}/status/open")["code"] == 0
    for client, status in ((api, "open"), (inventory, "issued")):
        (row,) = client.get("/purchaseorders", status=status)["purchaseorders"]
        assert row["status"] == status
        assert len(client.get("/purchaseorders", filter_by=f"Status.{status.title()}")["purchaseorders"]) == 1
    assert api.get("/purchaseorders", status="overdue")["purchaseorders"] == []


def test_an_order_can_be_sent_as_it_is_made(ctx, api, order):
    person = {"contact_persons": [{"last_name": "茶", "email": "tea@example.jp"}]}
    vendor = api.post("/contacts", {"contact_name": "宇治園", "contact_type": "vendor"} | person)["contact"]
    reply = api.post("/purchaseorders", order | {"vendor_id": vendor["contact_id"]}, send="true")
    assert (reply.status, reply["purchaseorder"]["status"], reply["purchaseorder"]["is_emailed"]) == (201, "open", True)
    assert api.post("/purchaseorders", order, send="true")["code"] == 4
    assert len(api.get("/purchaseorders")["purchaseorders"]) == 1
