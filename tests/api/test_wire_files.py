"""Files that come with a request, and what else the descriptions let orders do in passing."""

from typing import Any

import pytest

from tests.build.wire import Api
from tests.build.world import PDF, World

pytestmark = pytest.mark.django_db


def order(world: World) -> dict[str, Any]:
    lines = [{"item_id": world.ids["item_id"], "quantity": 1, "rate": 100}]
    return {"customer_id": world.ids["contact_id"], "line_items": lines}


def test_a_file_comes_with_the_order_and_goes_on_to_another(world: World):
    api: Api = world.books
    made = api.upload("/salesorders", "doc", "terms.pdf", PDF, order(world), can_send_in_mail="true")
    assert made.status == 201
    documents = made["salesorder"]["documents"]
    assert [(file["file_name"], file["can_send_in_mail"]) for file in documents] == [("terms.pdf", True)]
    other = api.post("/salesorders", order(world))["salesorder"]["salesorder_id"]
    again = api.post(f"/salesorders/{other}/attachment", document_ids=documents[0]["document_id"])
    assert again.status == 200
    assert api.get(f"/salesorders/{other}/attachment").content == PDF
    assert api.post(f"/salesorders/{other}/attachment", document_ids="1").status == 404
    assert api.post(f"/salesorders/{other}/attachment")["code"] == 4


def test_a_note_says_when_the_goods_are_expected(world: World):
    path = world.fill("/purchaseorders/{purchaseorder_id}")
    note = {"description": "The ship is late", "expected_delivery_date": "2027-01-15"}
    assert world.books.post(f"{path}/comments", note).status == 201
    answer = world.books.get(path)["purchaseorder"]
    assert (answer["delivery_date"], answer["expected_delivery_date_formatted"]) == ("2027-01-15", "2027/01/15")
    assert answer["comments"][0]["description"] == "The ship is late"


def test_a_list_of_orders_may_be_asked_for_as_one_pdf(world: World):
    reply = world.books.get("/salesorders", accept="pdf")
    assert reply.headers["Content-Type"] == "application/pdf"
    assert reply.content.startswith(b"%PDF")
    assert world.books.get("/salesorders", zcrm_potential_id="1")["salesorders"] == []
