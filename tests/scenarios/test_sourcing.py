"""Stories of goods that are ordered for a sales order: backorders and dropshipments (behaviour.md 3.1, 14: 17)."""

import pytest

from daicho.platform.work import reading
from daicho.processes.commands.clone_organization import clone_organization
from daicho.purchases.models import PurchaseOrder
from daicho.reporting.queries.verify import verify
from daicho.sales.models import SalesOrder
from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
from tests.build.organization import make_organization, person_context
from tests.build.wire import api_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization(name="株式会社みなと商店")


@pytest.fixture
def apps(ctx):
    """The organisation in both applications, as (Books, Inventory)."""
    books = api_of(ctx)
    inventory = books.within(application="inventory")
    assert inventory.post(f"/organizations/{ctx.organization_id}/join")["code"] == 0
    yield books, inventory
    with reading(ctx):
        assert verify(ctx) == []


@pytest.fixture
def item(ctx):
    return str(make_item(ctx, "急須", item_type="inventory"))


def made(api, path, body, **query):
    reply = api.post(path, body, **query)
    assert reply.status == 201, reply.body
    return reply.body[path.strip("/").removesuffix("s")]


def sold(ctx, api, item, quantity=5):
    """Return the path of a confirmed sales order."""
    body = {
        "customer_id": str(make_customer(ctx, shipping_address={"city": "金沢市", "address": "東山1-0-7"})),
        "line_items": [{"item_id": item, "quantity": quantity, "rate": 900}],
    }
    path = f"/salesorders/{made(api, '/salesorders', body)['salesorder_id']}"
    assert api.post(f"{path}/status/confirmed")["code"] == 0
    return path


def ordered(ctx, api, path, item, quantity=5, **how):
    """Return the purchase order that is made for the sales order."""
    line = {"item_id": item, "quantity": quantity, "rate": 400}
    vendor = str(make_vendor(ctx))
    body = {"vendor_id": vendor, "salesorder_id": path.rsplit("/", 1)[1], "line_items": [line], **how}
    order = made(api, "/purchaseorders", body)
    assert api.post(f"/purchaseorders/{order['purchaseorder_id']}/status/issued")["code"] == 0
    return order


def billed(api, order, number="V-1", quantity=None):
    line = order["line_items"][0]
    row = {"item_id": line["item_id"], "quantity": quantity or line["quantity"], "rate": line["rate"]}
    row["purchaseorder_item_id"] = line["line_item_id"]
    return made(api, "/bills", {"vendor_id": order["vendor_id"], "bill_number": number, "line_items": [row]})


def opened_again(api, bill):
    for verb in ("draft", "open"):
        assert api.post(f"/bills/{bill['bill_id']}/status/{verb}")["code"] == 0


def invoiced(api, path):
    order = api.get(path)["salesorder"]
    line = order["line_items"][0]
    row = {name: line[name] for name in ("item_id", "quantity", "rate")} | {"salesorder_item_id": line["line_item_id"]}
    invoice = made(api, "/invoices", {"customer_id": order["customer_id"], "line_items": [row]})
    assert api.post(f"/invoices/{invoice['invoice_id']}/status/sent")["code"] == 0
    return invoice


def stock(api, item):
    found = api.get(f"/items/{item}")["item"]
    return tuple(found[name] for name in ("stock_on_hand", "actual_available_stock"))


def status(api, path):
    return api.get(path)["salesorder"]["status"]


def test_case_17_an_order_waits_for_its_backorder_until_that_is_billed(ctx, apps, item):
    books, inventory = apps
    path = sold(ctx, inventory, item)
    order = ordered(ctx, inventory, path, item, is_backorder=True)
    assert (order["is_backorder"], order["salesorders"][0]["salesorder_id"]) == (True, path.rsplit("/", 1)[1])
    held = books.get(path)["salesorder"]
    assert (held["status"], held["is_backordered"], held["is_backorder_allowed"]) == ("onhold", True, False)
    assert held["purchaseorders"][0]["purchaseorder_number"] == order["purchaseorder_number"]
    order_id, line_id = held["salesorder_id"], held["line_items"][0]["line_item_id"]
    packed = {"line_items": [{"so_line_item_id": line_id, "quantity": 1}]}
    assert inventory.post("/packages", packed, salesorder_id=order_id)["code"] == 4812
    row = {"item_id": item, "quantity": 1, "salesorder_item_id": line_id}
    refused = books.post("/invoices", {"customer_id": held["customer_id"], "line_items": [row]})
    assert refused["code"] == 4714
    assert held["salesorder_number"] in refused["message"]
    for verb in ("void", "draft"):
        assert books.post(f"{path}/status/{verb}").status == 400
    assert books.delete(path).status == 400
    assert books.put(path, {"notes": "x"}).status == 400
    bill = billed(books, order)
    assert status(inventory, path) == "confirmed"
    assert books.post(f"/bills/{bill['bill_id']}/status/void")["code"] == 0
    assert status(inventory, path) == "onhold"
    opened_again(books, bill)
    assert status(books, path) == "open"
    assert inventory.post("/packages", packed, salesorder_id=order_id).status == 201
    invoiced(books, path)
    assert status(books, path) == "invoiced"


def test_a_cancelled_backorder_is_waited_for_no_more(ctx, apps, item):
    _books, inventory = apps
    path = sold(ctx, inventory, item)
    for end in ("cancelled", "deleted"):
        order = ordered(ctx, inventory, path, item, is_backorder=True)
        assert status(inventory, path) == "onhold"
        mine = f"/purchaseorders/{order['purchaseorder_id']}"
        done = inventory.delete(mine) if end == "deleted" else inventory.post(f"{mine}/status/cancelled")
        assert (done["code"], status(inventory, path)) == (0, "confirmed")
    assert inventory.post(f"{path}/status/void")["code"] == 0


def test_only_what_is_missing_is_back_ordered(ctx, apps, item):
    books, inventory = apps
    path = sold(ctx, inventory, item, 3)
    vendor = str(make_vendor(ctx))
    order_id = path.rsplit("/", 1)[1]
    body = {"vendor_id": vendor, "salesorder_id": order_id, "is_backorder": True}
    line = {"item_id": item, "quantity": 4}
    assert inventory.post("/purchaseorders", {**body, "line_items": [line]})["code"] == 4813
    assert inventory.post("/purchaseorders", {**body, "is_drop_shipment": True, "line_items": [line]})["code"] == 2
    assert inventory.post("/purchaseorders", {**body, "salesorder_id": vendor, "line_items": [line]})["code"] == 2
    assert inventory.post("/purchaseorders", {**body, "salesorder_id": "", "line_items": [line]}).status == 400
    bought = {"vendor_id": vendor, "bill_number": "V-9", "line_items": [{"item_id": item, "quantity": 9, "rate": 1}]}
    made(books, "/bills", bought)
    assert inventory.post("/purchaseorders", {**body, "line_items": [{**line, "quantity": 1}]})["code"] == 4980
    draft = made(books, "/salesorders", {"customer_id": str(make_customer(ctx)), "line_items": [{"item_id": item}]})
    refused = {**body, "is_backorder": False, "is_drop_shipment": True, "salesorder_id": draft["salesorder_id"]}
    assert inventory.post("/purchaseorders", {**refused, "line_items": [{"item_id": item}]})["code"] == 4813
    assert status(inventory, path) == "confirmed"


def test_a_drop_shipment_goes_from_the_vendor_to_the_customer(ctx, apps, item):
    books, inventory = apps
    path = sold(ctx, inventory, item)
    order = ordered(ctx, inventory, path, item, is_drop_shipment=True)
    sold_order = inventory.get(path)["salesorder"]
    assert (sold_order["status"], sold_order["is_dropshipped"], order["is_drop_shipment"]) == ("confirmed", True, True)
    assert order["delivery_customer_id"] == sold_order["customer_id"]
    assert order["delivery_address"]["attention"] == sold_order["customer_name"]
    assert order["delivery_address"]["city"] == "金沢市"
    order_id, line_id = sold_order["salesorder_id"], sold_order["line_items"][0]["line_item_id"]
    packed = {"line_items": [{"so_line_item_id": line_id, "quantity": 1}]}
    assert inventory.post("/packages", packed, salesorder_id=order_id).status == 400
    row = {"line_item_id": order["line_items"][0]["line_item_id"], "quantity": 1}
    receive = {"receive_number": "R-1", "line_items": [row]}
    assert inventory.post("/purchasereceives", receive, purchaseorder_id=order["purchaseorder_id"])["code"] == 4860
    found = inventory.get(f"/items/{item}")["item"]
    assert (found["to_be_shipped"], found["to_be_received"], found["actual_available_stock"]) == (0, 0, 0)
    bill = billed(books, order)
    fulfilled = inventory.get(path)["salesorder"]
    assert (fulfilled["shipped_status"], fulfilled["invoiced_status"]) == ("shipped", "")
    assert stock(inventory, item) == (5, 0)
    with reading(ctx):
        assert verify(ctx) == []
    gaps = books.get("/reports/shippednotinvoiced")["report"]["rows"]
    assert [(gap["source_number"], gap["quantity"]) for gap in gaps] == [(sold_order["salesorder_number"], 5)]
    assert books.get("/reports/billednotreceived")["report"]["rows"] == []
    invoice = invoiced(books, path)
    assert [api.get(path)["salesorder"]["order_status"] for api in apps] == ["closed", "closed"]
    assert stock(inventory, item) == (0, 0)
    assert books.get("/reports/shippednotinvoiced")["report"]["rows"] == []
    assert books.post(f"/invoices/{invoice['invoice_id']}/status/void")["code"] == 0
    assert books.post(f"/bills/{bill['bill_id']}/status/void")["code"] == 0
    assert inventory.get(path)["salesorder"]["shipped_status"] == ""
    opened_again(books, bill)
    assert inventory.get(path)["salesorder"]["shipped_status"] == "shipped"
    for name, wanted in (("salesorder", sold_order), ("purchaseorder", order)):
        rows = inventory.get(f"/{name}s", status="drop_shipped")[f"{name}s"]
        assert [row[f"{name}_id"] for row in rows] == [wanted[f"{name}_id"]]
        assert inventory.get(f"/{name}s", filter_by="Status.Backordered")[f"{name}s"] == []
        kept = inventory.get(f"/items/transactions/{name}s", item_id=item, status="drop_shipped")[f"{name}s"]
        assert len(kept) == 1


def test_a_part_is_dropped_and_the_rest_leaves_from_here(ctx, apps, item):
    books, inventory = apps
    path = sold(ctx, inventory, item)
    order = ordered(ctx, inventory, path, item, 2, is_drop_shipment=True)
    order_id, line_id = path.rsplit("/", 1)[1], inventory.get(path)["salesorder"]["line_items"][0]["line_item_id"]
    too_much = {"line_items": [{"so_line_item_id": line_id, "quantity": 4}]}
    assert inventory.post("/packages", too_much, salesorder_id=order_id)["code"] == 4806
    package = made(
        inventory, "/packages", {"line_items": [{"so_line_item_id": line_id, "quantity": 3}]}, salesorder_id=order_id
    )
    shipped = {"shipment_number": "S-1", "date": "2026-11-24", "delivery_method": "宅配便"}
    reply = inventory.post("/shipmentorders", shipped, salesorder_id=order_id, package_ids=package["package_id"])
    assert reply.status == 201, reply.body
    assert inventory.get(path)["salesorder"]["shipped_status"] == "partially_shipped"
    billed(books, order)
    assert inventory.get(path)["salesorder"]["shipped_status"] == "shipped"


def test_an_order_that_waited_may_be_changed_once_its_goods_are_billed(ctx, apps, item):
    books, inventory = apps
    path = sold(ctx, inventory, item)
    billed(books, ordered(ctx, inventory, path, item, is_backorder=True))
    line = inventory.get(path)["salesorder"]["line_items"][0]
    kept = {"line_item_id": line["line_item_id"], "item_id": item, "quantity": 6, "rate": 900}
    changed = books.put(path, {"line_items": [kept]})["salesorder"]
    assert (changed["is_backordered"], changed["status"]) == (True, "open")
    assert books.put(path, {"line_items": [{"item_id": item, "quantity": 1, "rate": 900}]})["code"] == 0
    assert books.post(f"{path}/status/void")["code"] == 0


def test_a_copy_of_the_organisation_waits_for_its_own_orders(ctx, apps, item):
    books, inventory = apps
    billed(books, ordered(ctx, inventory, sold(ctx, inventory, item), item, is_drop_shipment=True))
    ordered(ctx, inventory, sold(ctx, inventory, item), item, is_backorder=True)
    person = person_context(ctx.actor.user_id)
    copied = clone_organization(person, organization_id=ctx.organization_id, name="Copy", include="everything")
    target = ctx.within(copied)
    with reading(target):
        assert verify(target) == []
        served = set(PurchaseOrder.objects.values_list("source_id", flat=True))
        assert served == set(SalesOrder.objects.values_list("id", flat=True))
