"""Fields that clients go by tell what is so, in the type that the descriptions give them."""

import pytest

from daicho.platform.custom_fields import define_field
from tests.build.catalog import make_item
from tests.build.composites import make_composite
from tests.build.contacts import make_customer
from tests.build.organization import make_organization
from tests.build.returns import receive_stock
from tests.build.wire import api_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization()


@pytest.fixture
def books(ctx):
    return api_of(ctx)


@pytest.fixture
def inventory(ctx, books):
    inventory = books.within(application="inventory")
    assert inventory.post(f"/organizations/{ctx.organization_id}/join")["code"] == 0
    return inventory


@pytest.fixture
def customer(ctx):
    return str(make_customer(ctx))


def test_an_estimate_tells_the_day_of_its_answer(books, customer):
    body = {"customer_id": customer, "line_items": [{"name": "設計", "rate": 1000}]}
    made = books.post("/estimates", body)["estimate"]
    path, today = f"/estimates/{made['estimate_id']}", made["date"]

    def told():
        (row,) = books.get("/estimates")["estimates"]
        shown = books.get(path)["estimate"]
        assert (row["accepted_date"], row["declined_date"]) == (shown["accepted_date"], shown["declined_date"])
        return row["accepted_date"], row["declined_date"]

    assert books.post(f"{path}/status/sent")["code"] == 0
    assert told() == ("", "")
    assert books.post(f"{path}/status/declined")["code"] == 0
    assert told() == ("", today)
    assert books.post(f"{path}/status/accepted")["code"] == 0
    assert told() == (today, "")


def test_an_order_tells_what_there_is_of_its_items(ctx, books, inventory, customer):
    tea, work = make_item(ctx, "煎茶"), make_item(ctx, "設計", item_type="sales")
    kit = make_composite(ctx, {tea: 2}, "お試し", combo_type="kit")
    receive_stock(ctx, tea, 7, 100)
    lines = [{"item_id": str(item_id), "quantity": 1} for item_id in (tea, work, kit)]
    made = books.post("/salesorders", {"customer_id": customer, "line_items": lines})["salesorder"]
    for api in (books, inventory):
        order = api.get(f"/salesorders/{made['salesorder_id']}")["salesorder"]
        assert [line["stock_on_hand"] for line in order["line_items"]] == [7, "", 3]


@pytest.mark.parametrize(
    ("path", "key", "in_books", "in_inventory"),
    [
        ("/estimates", "estimate", ["10%", 30, 0], ["10%", 30, 0]),
        ("/invoices", "invoice", ["10%", 30, 0], ["10%", 30, 0]),
        ("/creditnotes", "creditnote", ["10%", 30, 0], ["10%", 30, 0]),
        ("/salesorders", "salesorder", ["10%", "30", ""], ["10%", 30, 0]),
    ],
)
def test_a_discount_is_a_number_unless_it_is_a_percentage(
    books, inventory, customer, path, key, in_books, in_inventory
):
    line = {"name": "設計", "rate": 1000}
    for api, told in ((books, in_books), (inventory, in_inventory)):
        given = [{**line, "discount": discount} for discount in ("10%", 30, 0)]
        made = api.post(path, {"customer_id": customer, "line_items": given})[key]
        assert [shown["discount"] for shown in made["line_items"]] == told
        whole = api.post(path, {"customer_id": customer, "line_items": [line], "discount": 30})[key]
        assert whole["discount"] == told[1]


def test_a_package_tells_the_custom_fields_of_the_ordered_lines(ctx, books, customer):
    define_field(ctx, fields={"entity": "documentline", "label": "産地", "data_type": "string"})
    line = {"item_id": str(make_item(ctx, "煎茶")), "quantity": 1}
    lines = [{**line, "item_custom_fields": [{"label": "産地", "value": "静岡"}]}, line]
    order = books.post("/salesorders", {"customer_id": customer, "line_items": lines})["salesorder"]["salesorder_id"]
    assert books.post(f"/salesorders/{order}/status/open")["code"] == 0
    packed = books.post("/packages", {}, salesorder_id=order)["package"]["line_items"]
    assert [[field["value"] for field in shown["item_custom_fields"]] for shown in packed] == [["静岡"], []]
