"""Control accounts say what stock and contacts are worth: nobody books to them by hand (DESIGN §1, behaviour.md 4)."""

import pytest

from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from tests.build.context import context
from tests.build.wire import Api, make_api

pytestmark = pytest.mark.django_db

CONTROLLED = ("在庫資産", "売掛金", "買掛金")
DAY = "2026-04-10"


@pytest.fixture
def api() -> Api:
    return make_api()


@pytest.fixture
def accounts(api: Api) -> dict[str, str]:
    return {row["account_name"]: row["account_id"] for row in api.get("/chartofaccounts")["chartofaccounts"]}


def made(api: Api, path: str, kind: str, body: dict[str, object]) -> dict[str, object]:
    reply = api.post(path, body)
    assert reply.status == 201, reply.body
    found: dict[str, object] = reply[kind]
    return found


@pytest.mark.parametrize("name", CONTROLLED)
@pytest.mark.parametrize(
    ("path", "contact_type"),
    [
        ("/invoices", "customer"),
        ("/creditnotes", "customer"),
        ("/salesorders", "customer"),
        ("/bills", "vendor"),
        ("/vendorcredits", "vendor"),
        ("/purchaseorders", "vendor"),
    ],
)
def test_no_line_of_a_document_names_a_control_account(
    api: Api, accounts: dict[str, str], name: str, path: str, contact_type: str
):
    contact = made(api, "/contacts", "contact", {"contact_name": "青空商会", "contact_type": contact_type})
    line = {"name": "手数料", "account_id": accounts[name], "quantity": 1, "rate": 500}
    role = "customer_id" if contact_type == "customer" else "vendor_id"
    head = {role: contact["contact_id"], "date": DAY, **({"bill_number": "B-1"} if path == "/bills" else {})}
    reply = api.post(path, {**head, "line_items": [line]})
    assert (reply.status, reply["code"]) == (400, 2)
    assert "line_items[0].account_id" in reply["message"] or name in reply["message"]
    assert api.post(path, {**head, "line_items": [{**line, "account_id": accounts["支払手数料"]}]}).status == 201


def test_goods_of_a_bill_may_name_the_account_they_are_kept_in(api: Api, accounts: dict[str, str]):
    vendor = made(api, "/contacts", "contact", {"contact_name": "港", "contact_type": "vendor"})["contact_id"]
    item = made(api, "/items", "item", {"name": "煎茶", "item_type": "inventory", "purchase_rate": 700})["item_id"]
    line = {"item_id": item, "quantity": 2, "rate": 700, "account_id": accounts["在庫資産"]}
    made(api, "/bills", "bill", {"vendor_id": vendor, "bill_number": "B-1", "date": DAY, "line_items": [line]})
    ctx = context(api.organization_id)
    with reading(ctx):
        assert list(verify(ctx)) == []


def test_goods_are_kept_in_accounts_of_stock_only(api: Api, accounts: dict[str, str]):
    item = {"name": "煎茶", "item_type": "inventory", "inventory_account_id": accounts["前払費用"]}
    reply = api.post("/items", item)
    assert (reply.status, reply["code"]) == (400, 2)
    assert "inventory_account_id" in reply["message"]


@pytest.mark.parametrize("name", CONTROLLED)
def test_a_tax_is_no_part_of_what_is_controlled(api: Api, accounts: dict[str, str], name: str):
    tax = {"tax_name": "印紙", "tax_percentage": 10, "is_value_added": False}
    reply = api.post("/settings/taxes", {**tax, "purchase_tax_expense_account_id": accounts[name]})
    assert (reply.status, reply["code"]) == (400, 2)
    assert "purchase_tax_expense_account_id" in reply["message"]
    fitting = {**tax, "purchase_tax_expense_account_id": accounts["租税公課"]}
    assert api.post("/settings/taxes", fitting).status == 201


def test_goods_leave_the_account_they_came_into(api: Api, accounts: dict[str, str]):
    stock = {"account_name": "店頭在庫", "account_type": "stock"}
    other = made(api, "/chartofaccounts", "chart_of_account", stock)["account_id"]
    tea = made(api, "/items", "item", {"name": "煎茶", "item_type": "inventory", "purchase_rate": 700})["item_id"]
    path, away = f"/items/{tea}", {"inventory_account_id": other}
    assert api.put(path, away).status == 200
    back = {"inventory_account_id": accounts["在庫資産"], "initial_stock": 2, "initial_stock_rate": 700}
    assert api.put(path, back).status == 200
    reply = api.put(path, away)
    assert (reply.status, reply["code"]) == (400, 2)
    assert "煎茶" in reply["message"]
    assert api.put(path, {"inventory_account_id": accounts["在庫資産"], "name": "玉露"}).status == 200
    vendor = made(api, "/contacts", "contact", {"contact_name": "港", "contact_type": "vendor"})["contact_id"]
    assert api.put(path, {"initial_stock": 0}).status == 200
    line = {"item_id": tea, "quantity": 2, "rate": 700}
    made(api, "/bills", "bill", {"vendor_id": vendor, "bill_number": "B-1", "date": DAY, "line_items": [line]})
    assert api.put(path, away)["code"] == 2


@pytest.mark.parametrize("named_by", ["item", "draft bill", "draft journal"])
def test_what_is_named_already_becomes_no_control_account_and_stays_one(
    api: Api, accounts: dict[str, str], named_by: str
):
    begins_as = "stock" if named_by == "item" else "expense"
    account = made(api, "/chartofaccounts", "chart_of_account", {"account_name": "雑", "account_type": begins_as})
    account_id = account["account_id"]
    path = f"/chartofaccounts/{account_id}"
    assert api.put(path, {"account_name": "雑", "account_type": "other_expense"}).status == 200
    assert api.put(path, {"account_name": "雑", "account_type": begins_as}).status == 200
    if named_by == "item":
        made(api, "/items", "item", {"name": "煎茶", "item_type": "inventory", "inventory_account_id": account_id})
    elif named_by == "draft bill":
        vendor = made(api, "/contacts", "contact", {"contact_name": "港", "contact_type": "vendor"})["contact_id"]
        line = {"name": "手数料", "account_id": account_id, "quantity": 1, "rate": 500}
        head = {"vendor_id": vendor, "bill_number": "B-1", "date": DAY, "is_draft": True}
        made(api, "/bills", "bill", {**head, "line_items": [line]})
    else:
        sides = ((account_id, "debit"), (accounts["普通預金"], "credit"))
        lines = [{"account_id": each, "amount": 5, "debit_or_credit": side} for each, side in sides]
        made(api, "/journals", "journal", {"journal_date": DAY, "status": "draft", "line_items": lines})
    other = "other_current_asset" if named_by == "item" else "stock"
    reply = api.put(path, {"account_name": "雑", "account_type": other})
    assert (reply.status, reply["code"]) == (400, 4302)
