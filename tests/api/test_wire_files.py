"""Files that come with a request, and what else the descriptions let orders do in passing."""

import csv
from typing import Any

import pytest

from tests.build.wire import Api
from tests.build.world import PDF, World

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


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


def test_the_body_names_files_that_other_orders_have(world: World):
    api: Api = world.books
    made = api.upload("/salesorders", "doc", "terms.pdf", PDF, order(world))["salesorder"]
    named = [{"document_id": made["documents"][0]["document_id"], "can_send_in_mail": True}]
    other = api.post("/salesorders", {**order(world), "documents": [*named, {"file_name": "not there yet"}]})
    assert other.status == 201
    path = f"/salesorders/{other['salesorder']['salesorder_id']}"
    assert [file["can_send_in_mail"] for file in other["salesorder"]["documents"]] == [True]
    assert api.get(f"{path}/attachment").content == PDF
    again = api.put(path, {"documents": other["salesorder"]["documents"]})["salesorder"]
    assert len(again["documents"]) == 1
    assert len(api.put(path, {"documents": named})["salesorder"]["documents"]) == 2
    assert len(api.put(path, {"documents": []})["salesorder"]["documents"]) == 2
    refused = api.put(path, {"documents": [{"document_id": "12345678901234567"}]})
    assert (refused["code"], "documents[0].document_id" in refused["message"]) == (2, True)
    bill = api.post("/salesorders", {**order(world), "documents": ""})
    assert bill.status == 201


def test_lines_show_the_picture_of_their_item(world: World):
    api: Api = world.books
    item_id = world.ids["item_id"]
    assert api.upload(f"/items/{item_id}/image", "image", "mug.png", PNG).status == 200
    made = api.post("/salesorders", order(world))["salesorder"]
    (line,) = [line for line in made["line_items"] if line["item_id"] == item_id]
    assert (line["image_name"], line["image_type"], line["image_id"] != "") == ("mug.png", "png", True)
    shown = api.get(f"/salesorders/{made['salesorder_id']}")["salesorder"]["line_items"]
    assert line["image_id"] in {line["image_id"] for line in shown}


def test_an_order_tells_which_of_the_addresses_its_addresses_are(world: World):
    api: Api = world.books
    contact = api.get(f"/contacts/{world.ids['contact_id']}")["contact"]
    address = {"address": "1-2-3", "city": "港区", "country_code": "JP", "attention": "倉庫"}
    api.post(f"/contacts/{contact['contact_id']}/address", address)
    kept = api.get(f"/contacts/{contact['contact_id']}/address")["addresses"][-1]
    made = api.post("/salesorders", {**order(world), "shipping_address_id": kept["address_id"]})["salesorder"]
    assert made["shipping_address_id"] == kept["address_id"]
    path = f"/salesorders/{made['salesorder_id']}"
    api.put(f"{path}/address/shipping", {"attention": "本社"})
    assert api.get(path)["salesorder"]["shipping_address_id"] == ""


def test_a_list_may_be_asked_for_as_a_table(world: World):
    rows = world.books.get("/salesorders")["salesorders"]
    reply = world.books.get("/salesorders", accept="csv")
    assert (reply.status, reply.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    header, *lines = list(csv.reader(reply.content.decode("utf-8-sig").splitlines()))
    assert header[0] == "salesorder_id"
    assert "custom_fields" not in header
    assert [line[0] for line in lines] == [row["salesorder_id"] for row in rows]
    assert lines[0][header.index("total")] == str(rows[0]["total"])
    book = world.books.get("/vendorcredits", accept="xlsx")
    assert (book.status, book.content[:2]) == (200, b"PK")
    by_header = world.books.within(headers={"Accept": "text/csv"}).get("/salesorders")
    assert by_header.content == reply.content
    refused = world.books.get("/salesorders", accept="jhtml")
    assert (refused["code"], "accept" in refused["message"]) == (2, True)
    one = world.books.get(f"/salesorders/{rows[0]['salesorder_id']}", accept="csv")
    assert one["code"] == 2


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
