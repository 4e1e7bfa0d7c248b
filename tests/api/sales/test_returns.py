"""Sales returns and their receives on the wire, the same under both prefixes."""

import pytest

from tests.build.organization import make_organization
from tests.build.returns import Shipped, Sold
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


def stock(api, item_id):
    item = api.get(f"/items/{item_id}")["item"]
    return item["stock_on_hand"], item["available_stock"]


def test_from_the_order_to_the_refund(ctx, api):
    sold = Shipped(ctx)
    order, line = str(sold.order), str(sold.line)
    row = {"salesorder_item_id": line, "item_id": str(sold.tea), "quantity": 3, "non_receive_quantity": 1}
    reply = api.call(
        "POST", "/salesreturns", {"reason": "破損", "date": "2026-10-05", "line_items": [row]},
        query={"salesorder_id": order},
    )  # fmt: skip
    assert reply.status == 201, reply.body
    made = reply["salesreturn"]
    path = f"/salesreturns/{made['salesreturn_id']}"
    assert made["salesreturn_number"].startswith("RMA-")
    assert (made["salesorder_id"], made["salesreturn_status"], made["reason"]) == (order, "approved", "破損")
    (shown,) = made["line_items"]
    assert (shown["salesorder_item_id"], shown["quantity"], shown["non_receive_quantity"], shown["rate"]) == (
        line, 3, 1, 500,
    )  # fmt: skip
    arrived = {"date": "2026-10-06", "line_items": [{"line_item_id": shown["line_item_id"], "quantity": 2}]}
    reply = api.call("POST", "/salesreturnreceives", arrived, query={"salesreturn_id": made["salesreturn_id"]})
    assert reply.status == 201, reply.body
    receive = reply["salesreturnreceive"]
    assert reply["salesreturn"] == receive
    assert (receive["date"], receive["line_items"][0]["quantity"]) == ("2026-10-06", 2)
    assert stock(api, sold.tea) == (10, 8)
    assert api.get(f"/salesreturnreceives/{receive['receive_id']}")["salesreturnreceive"] == receive
    (row,) = api.get("/salesreturns", receive_status="partially_received")["salesreturns"]
    assert (row["quantity"], row["quantity_yet_to_receive"], row["refund_status"]) == (3, 1, "not_refunded")
    assert api.get("/salesreturns", status="closed")["salesreturns"] == []
    arrival = f"/salesreturnreceives/{receive['receive_id']}"
    for paper, query in (
        (path, {"accept": "pdf"}),
        ("/salesreturns/print", {"salesreturn_ids": made["salesreturn_id"]}),
        (arrival, {"accept": "pdf"}),
    ):
        assert api.get(paper, **query).content.startswith(b"%PDF")
    for mailed, number in ((path, made["salesreturn_number"]), (arrival, receive["receive_number"])):
        assert number in api.get(f"{mailed}/email")["data"]["subject"]
        letter = {"to_mail_ids": ["hanako@example.jp"], "subject": "x", "body": "y"}
        assert api.post(f"{mailed}/email", letter)["code"] == 0
        assert api.post(f"{mailed}/email", {"to_mail_ids": []}).status == 400
    assert api.delete(path)["code"] == 4823
    assert api.delete(f"/salesreturnreceives/{receive['receive_id']}")["code"] == 0
    assert stock(api, sold.tea) == (10, 6)
    assert api.delete(path)["code"] == 0
    assert api.get(path)["code"] == 1002


def test_a_credit_note_names_the_lines_of_the_return(ctx, api):
    sold = Sold(ctx)
    row = {"invoice_item_id": str(sold.line), "quantity": 3, "non_receive_quantity": 1}
    made = api.post("/salesreturns", {"line_items": [row]}, invoice_id=str(sold.invoice))["salesreturn"]
    return_id, line_id = made["salesreturn_id"], made["line_items"][0]["line_item_id"]
    assert api.post("/salesreturnreceives", {}, salesreturn_id=return_id).status == 201
    customer = api.get(f"/salesreturns/{return_id}")["salesreturn"]["customer_id"]
    lines = [{"item_id": str(sold.tea), "salesreturn_item_id": line_id, "quantity": 4}]
    reply = api.post("/creditnotes", {"customer_id": customer, "line_items": lines})
    assert reply.status == 201, reply.body
    note = reply["creditnote"]
    told = [(row["quantity"], row["is_returned_to_stock"], row["salesreturn_item_id"]) for row in note["line_items"]]
    assert (note["total"], told) == (2000, [(3, True, line_id), (1, False, line_id)])
    assert stock(api, sold.tea) == (9, 9)
    shown = api.get(f"/salesreturns/{return_id}")["salesreturn"]
    assert (shown["salesreturn_status"], shown["refund_status"]) == ("closed", "refunded")
    assert [row["creditnote_number"] for row in shown["creditnotes"]] == [note["creditnote_number"]]
    (row,) = api.get("/salesreturns")["salesreturns"]
    assert row["refunded_amount"] == 2000
    again = api.post("/creditnotes", {"customer_id": customer, "line_items": lines})
    assert again["code"] == 4824, again.body


def test_a_credit_note_of_the_whole_return(ctx, api):
    sold = Sold(ctx)
    return_id = str(sold.give_back(2))
    assert api.post("/creditnotes", {}, salesreturn_id=return_id)["code"] == 4824
    api.post("/salesreturnreceives", {"salesreturn_id": return_id})
    draft = api.post("/creditnotes", {"is_draft": True}, salesreturn_id=return_id)["creditnote"]
    assert (draft["status"], draft["total"]) == ("draft", 1000)
    assert api.get(f"/salesreturns/{return_id}")["salesreturn"]["status"] == "received"
    line = {"line_item_id": draft["line_items"][0]["line_item_id"], "salesreturn_item_id": "1", "quantity": 1}
    changed = api.put(f"/creditnotes/{draft['creditnote_id']}", {"line_items": [line]})["creditnote"]
    assert changed["line_items"][0]["salesreturn_item_id"] == draft["line_items"][0]["salesreturn_item_id"]
    assert api.post(f"/creditnotes/{draft['creditnote_id']}/status/open")["code"] == 0


def test_a_return_is_changed_and_made_a_draft(ctx, api):
    sold = Sold(ctx)
    path = f"/salesreturns/{sold.give_back(2)}"
    line = api.get(path)["salesreturn"]["line_items"][0]["line_item_id"]
    body = {"reason": "色違い", "line_items": [{"line_item_id": line, "quantity": 1, "non_receive_quantity": 2}]}
    changed = api.put(path, body)["salesreturn"]
    (row,) = changed["line_items"]
    assert (changed["reason"], row["line_item_id"], row["quantity"], row["non_receive_quantity"]) == (
        "色違い",
        line,
        1,
        2,
    )
    for status in ("draft", "approved"):
        assert api.post(f"{path}/status/{status}")["code"] == 0
        assert api.get(path)["salesreturn"]["salesreturn_status"] == status


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("/salesreturns", {}, 4),
        ("/salesreturns?salesorder_id=1", {}, 1002),
        ("/salesreturns?invoice_id=1", {}, 1002),
        ("/salesreturns?salesorder_id=x", {}, 2),
        ("/salesreturnreceives", {}, 4),
        ("/salesreturnreceives?salesreturn_id=1", {}, 1002),
        ("/salesreturns/1/status/approved", {}, 1002),
        ("/creditnotes?salesreturn_id=1", {}, 1002),
    ],
)
def test_bad_input_is_told(api, path, body, code):
    address, _mark, query = path.partition("?")
    reply = api.call("POST", address, body, query=dict([query.split("=")]) if query else {})
    assert reply["code"] == code, reply.body


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({"quantity": 5}, 4821),
        ({"quantity": -1}, 2),
        ({"quantity": "x"}, 2),
        ({}, 2),
        ({"quantity": 1, "invoice_item_id": "1"}, 2),
        ({"quantity": 1, "invoice_item_id": ""}, 4),
        ({"quantity": 1, "location_id": "1"}, 2),
        ({"quantity": 1, "item_id": "1"}, 2),
        ({"quantity": 1, "mapped_items": [{"quantity": 1}]}, 110817),
    ],
)
def test_bad_lines_are_told(ctx, api, line, code):
    sold = Sold(ctx)
    body = {"line_items": [{"invoice_item_id": str(sold.line), **line}]}
    reply = api.post("/salesreturns", body, invoice_id=str(sold.invoice))
    assert reply["code"] == code, reply.body
    assert api.get("/salesreturns")["salesreturns"] == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({"quantity": 3}, 4822),
        ({"quantity": 0}, 2),
        ({}, 4),
        ({"quantity": 1, "line_item_id": "1"}, 2),
        ({"quantity": 1, "serial_numbers": ["A"]}, 110817),
    ],
)
def test_bad_receives_are_told(ctx, api, line, code):
    sold = Sold(ctx)
    return_id = str(sold.give_back(2))
    known = api.get(f"/salesreturns/{return_id}")["salesreturn"]["line_items"][0]["line_item_id"]
    body = {"line_items": [{"line_item_id": known, **line}]}
    reply = api.post("/salesreturnreceives", body, salesreturn_id=return_id)
    assert reply["code"] == code, reply.body
    assert stock(api, sold.tea) == (6, 6)
