"""Packages and shipments on the wire, under both prefixes."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.platform.custom_fields import define_field
from daicho.sales.kinds import SALES_ORDER
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.sales import make_sales_order
from tests.build.wire import api_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx(db):
    return make_organization(country="JP")


@pytest.fixture(params=["books", "inventory"])
def api(ctx, request):
    books = api_of(ctx)
    assert books.within(application="inventory").post(f"/organizations/{books.organization_id}/join").status == 200
    return books.within(application=request.param)


@pytest.fixture
def order(ctx):
    """A confirmed order of ten teas at 1,200."""
    made = make_sales_order(ctx, make_customer(ctx), [line(make_item(ctx, "煎茶", sku="TEA"), 10, rate=1200)])
    change_state(ctx, kind=SALES_ORDER, document_id=made, action=Action.OPEN)
    return str(made)


@pytest.fixture
def packed(api, order):
    """Return how to pack a quantity of the order."""
    (tea,) = api.get(f"/salesorders/{order}")["salesorder"]["line_items"]

    def pack(quantity, **fields):
        lines = [{"so_line_item_id": tea["line_item_id"], "quantity": quantity}]
        body = {"date": "2026-11-24", "line_items": lines, **fields}
        return api.post("/packages", body, salesorder_id=order)

    return pack


def ship(api, *packages, **fields):
    ids = ",".join(package["package_id"] for package in packages)
    return api.post("/shipmentorders", {"date": "2026-11-24", **fields}, package_ids=ids)


def text_of(reply):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(reply.content)).pages)


def test_a_package_is_made_read_changed_listed_and_deleted(ctx, api, order, packed):
    define_field(ctx, fields={"entity": "package", "label": "産地", "data_type": "string"})
    reply = packed(4, package_number="PKG-7", notes="割れ物", custom_fields=[{"label": "産地", "value": "静岡"}])
    assert (reply.status, reply["message"]) == (201, "The package has been created.")
    made = reply["package"]
    (row,) = made["line_items"]
    assert (made["package_number"], made["status"], made["salesorder_id"], made["total_quantity"]) == (
        "PKG-7", "not_shipped", order, 4,
    )  # fmt: skip
    assert (row["sku"], row["quantity"], row["is_invoiced"]) == ("TEA", 4, False)
    assert [field["value"] for field in made["custom_fields"]] == ["静岡"]
    path = f"/packages/{made['package_id']}"
    changed = api.put(path, {"line_items": [{"line_item_id": row["line_item_id"], "quantity": 5}], "notes": "急ぎ"})
    assert (changed["package"]["total_quantity"], changed["package"]["notes"]) == (5, "急ぎ")
    assert api.get(path)["package"] == changed["package"]
    for query in (
        {"status": "not_shipped"},
        {"filter_by": "Status.NotShipped"},
        {"packing_number_startswith": "PKG"},
        {"salesorder_number_contains": "SO"},
        {"search_text": "PKG-7"},
        {"date_start": "2026-11-24"},
    ):
        assert [found["package_id"] for found in api.get("/packages", **query)["packages"]] == [made["package_id"]]
    for query in ({"status": "shipped"}, {"shipment_date_start": "2026-01-01"}, {"delivery_method_contains": "x"}):
        assert api.get("/packages", **query)["packages"] == []
    assert api.delete(path)["message"] == "The package has been deleted."
    assert (api.get(path).status, api.get(path)["code"]) == (404, 1002)


def test_an_order_is_shipped_and_tells_so(api, order, packed):
    first, second = packed(4)["package"], packed(3)["package"]
    reply = ship(api, first, second, delivery_method="ヤマト運輸", tracking_number="1-2", shipping_charge=500,
                 shipment_number="SHP-9", expected_delivery_date="2026-11-26", reference_number="R1")  # fmt: skip
    assert (reply.status, reply["message"]) == (201, "The shipment has been created.")
    made = reply["shipment_order"]
    assert (made["shipment_number"], made["carrier"], made["status"], made["salesorder_id"]) == (
        "SHP-9", "ヤマト運輸", "shipped", order,
    )  # fmt: skip
    assert (made["sub_total"], made["shipping_charge"], made["quantity"]) == (8400, 500, 7)
    assert [row["quantity"] for row in made["line_items"]] == [7]
    told = api.get(f"/salesorders/{order}")["salesorder"]
    assert (told["packed_status"], told["shipped_status"], told["invoiced_status"]) == (
        "partially_packed", "partially_shipped", "",
    )  # fmt: skip
    assert (told["line_items"][0]["quantity_packed"], told["line_items"][0]["quantity_shipped"]) == (7, 7)
    assert [(row["status"], row["shipment_number"], row["tracking_number"]) for row in told["packages"]] == [
        ("shipped", "SHP-9", "1-2")
    ] * 2
    (row,) = api.get("/salesorders", shipped_status="partially_shipped")["salesorders"]
    assert (row["quantity_packed"], row["quantity_shipped"], row["shipped_status"]) == (7, 7, "partially_shipped")
    assert [found["salesorder_id"] for found in api.get("/salesorders", status="partially_shipped")["salesorders"]] == [
        order
    ]
    assert api.get("/salesorders", filter_by="Status.Shipped")["salesorders"] == []
    assert api.get("/packages", status="shipped", delivery_method_startswith="ヤマト")["packages"]
    package = api.get(f"/packages/{first['package_id']}")["package"]
    assert (package["shipment_order"]["shipment_number"], package["status"]) == ("SHP-9", "shipped")


def test_a_shipment_is_delivered_and_not_changed_and_deleted(api, packed):
    package = packed(4)["package"]
    made = ship(api, package)["shipment_order"]
    path = f"/shipmentorders/{made['shipment_id']}"
    assert api.get(path)["shipment_order"] == made
    assert [row["shipment_id"] for row in api.get("/shipmentorders")["shipmentorders"]] == [made["shipment_id"]]
    changed = api.put(path, {"tracking_number": "9", "expected_delivery_date": "2026-11-30"})["shipmentorder"]
    assert (changed["tracking_number"], changed["expected_delivery_date"]) == ("9", "2026-11-30")
    assert api.put(path, {"expected_delivery_date": ""})["shipmentorder"]["expected_delivery_date"] == ""
    assert made["shipment_number"] in api.get(f"{path}/email")["data"]["subject"]
    letter = {"to_mail_ids": ["sato@example.jp"], "subject": "納品書", "body": "送ります"}
    slip = f"/packages/{package['package_id']}/email"
    assert package["package_number"] in api.get(slip)["data"]["subject"]
    assert api.post(slip, letter)["message"] == "The packing slip has been sent."
    assert api.post(f"{path}/email", letter)["message"] == "The delivery note has been sent."
    assert api.post(f"{path}/email", {"to_mail_ids": []}).status == 400
    assert api.get(path)["shipment_order"]["is_emailed"]
    assert api.get(f"/packages/{package['package_id']}")["package"]["is_emailed"]
    assert [row["is_emailed"] for row in api.get("/packages")["packages"]] == [True]
    assert api.post(f"{path}/status/delivered", date="2026-11-25")["message"]
    assert api.get(path)["shipment_order"]["delivered_date"] == "2026-11-25"
    assert api.get("/packages", status="delivered")["packages"]
    assert api.get("/shipmentorders", filter_by="Status.Delivered")["shipmentorders"]
    assert api.post(f"{path}/status/undelivered").status == 200
    assert api.get(path)["shipment_order"]["status"] == "shipped"
    assert api.delete(path)["message"] == "The shipment has been deleted."
    assert api.get(f"/packages/{package['package_id']}")["package"]["status"] == "not_shipped"
    assert api.get(path).status == 404


def test_papers_are_pdfs(api, packed):
    package = packed(4)["package"]
    shipment = ship(api, package)["shipment_order"]
    for path, query in (
        (f"/packages/{package['package_id']}", {"accept": "pdf"}),
        ("/packages/print", {"package_ids": package["package_id"]}),
        (f"/shipmentorders/{shipment['shipment_id']}", {"accept": "pdf"}),
        (f"/shipmentorders/{shipment['shipment_id']}", {"print": "true", "with_amounts": "false"}),
    ):
        reply = api.get(path, **query)
        assert reply.status == 200
        text = text_of(reply)
        assert "TEA" in text
        assert ("4,800" in text) == (path.startswith("/shipmentorders") and "with_amounts" not in query)


@pytest.mark.parametrize(
    ("body", "query", "status", "code"),
    [
        ({}, {"salesorder_id": "77"}, 404, 1002),
        ({}, {}, 400, 4),
        ({"line_items": []}, None, 400, 4016),
        ({"line_items": [{"so_line_item_id": "77", "quantity": 1}]}, None, 400, 2),
        ({"line_items": [{"quantity": 1}]}, None, 400, 4),
        ({"line_items": [{"item_id": "77"}]}, None, 400, 2),
        ({"date": "yesterday"}, None, 400, 2),
    ],
)
def test_bad_packages_are_refused(api, order, body, query, status, code):
    reply = api.post("/packages", body, **({"salesorder_id": order} if query is None else query))
    assert (reply.status, reply["code"]) == (status, code), reply.body


def test_tracking_is_not_enabled(api, packed):
    line_items = [{"so_line_item_id": "1", "quantity": 1, "serial_numbers": ["a"]}]
    assert packed(1, line_items=line_items)["code"] == 110817


def test_bad_shipments_are_refused(api, order, packed):
    package = packed(4)["package"]
    for fields, query, code in (
        ({}, {"package_ids": "77"}, 2),
        ({}, {}, 4),
        ({}, {"package_ids": package["package_id"], "salesorder_id": "77"}, 2),
        ({"contact_persons": [{"contact_person_id": "77"}]}, {"package_ids": package["package_id"]}, 2),
        ({"shipping_charge": "-1"}, {"package_ids": package["package_id"]}, 2),
        ({"date": "2026-11-24", "expected_delivery_date": "2026-11-23"}, {"package_ids": package["package_id"]}, 2),
    ):
        reply = api.post("/shipmentorders", fields, **query)
        assert (reply.status, reply["code"]) == (400, code), reply.body
    assert api.get("/shipmentorders")["shipmentorders"] == []
    made = ship(api, package)["shipment_order"]
    for path in (f"/packages/{package['package_id']}",):
        assert (api.put(path, {"notes": "x"})["code"], api.delete(path)["code"]) == (4807, 4807)
    assert ship(api, package)["code"] == 4808
    bad = api.post(f"/shipmentorders/{made['shipment_id']}/status/delivered", date="2026-11-01")
    assert (bad.status, bad["code"]) == (400, 2)


def test_the_rest_of_an_order_is_cancelled_and_wanted_again(api, order, packed):
    assert api.post(f"/salesorders/{order}/cancelitems")["code"] == 4810
    packed(4)
    assert api.post(f"/salesorders/{order}/cancelitems").status == 200
    assert api.get(f"/salesorders/{order}")["salesorder"]["quantity_cancelled"] == 6
    assert packed(1)["code"] == 4806
    assert api.post(f"/salesorders/{order}/reopenitems").status == 200
    assert packed(1).status == 201
