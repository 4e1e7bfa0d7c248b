"""The chart of accounts on the wire."""

import pytest

from tests.build.ledger import make_account
from tests.build.organization import make_organization
from tests.build.wire import make_api

pytestmark = pytest.mark.django_db

KEYS = {
    "account_id", "account_name", "account_code", "account_type", "is_user_created", "is_system_account",
    "is_standalone_account", "is_active", "can_show_in_ze", "is_involved_in_transaction", "current_balance",
    "parent_account_id", "parent_account_name", "depth", "has_attachment", "is_child_present", "child_count",
    "documents", "created_time", "last_modified_time",
}  # fmt: skip


@pytest.fixture
def chart(api):
    """Account name → row of the list."""
    return {row["account_name"]: row for row in api.get("/chartofaccounts", showbalance="true")["chartofaccounts"]}


def test_the_chart_of_japan(api, chart):
    assert {"売上", "売上原価", "在庫資産", "売掛金", "買掛金"} <= set(chart)
    assert set(chart["売上"]) >= KEYS
    assert chart["売上"]["is_system_account"] is True
    assert chart["売上"]["current_balance"] == 0
    reply = api.get("/chartofaccounts", filter_by="AccountType.Income", sort_column="account_name", per_page=2)
    assert reply["page_context"]["has_more_page"] is True
    assert {row["account_type"] for row in reply["chartofaccounts"]} <= {"income", "other_income"}
    assert api.get("/chartofaccounts", sort_column="colour")["code"] == 2


def test_an_account_is_made_changed_and_removed(api):
    made = api.post(
        "/chartofaccounts",
        {
            "account_name": "Packaging",
            "account_code": "5045",
            "account_type": "cost_of_goods_sold",
            "description": "Boxes",
        },
    )
    assert (made.status, made["code"]) == (201, 0)
    account = made["chart_of_account"]
    assert account["currency_code"] == "JPY"
    assert account["currency_id"]
    path = f"/chartofaccounts/{account['account_id']}"
    sub = api.post(
        "/chartofaccounts",
        {
            "account_name": "Ribbons",
            "account_type": "cost_of_goods_sold",
            "parent_account_id": account["account_id"],
            "currency_id": account["currency_id"],
        },
    )["chart_of_account"]
    assert (sub["parent_account_name"], sub["depth"]) == ("Packaging", 1)
    assert api.delete(path)["code"] == 36
    changed = api.put(path, {"account_name": "Boxes and paper"})["chart_of_account"]
    assert (changed["account_name"], changed["account_code"], changed["description"]) == (
        "Boxes and paper",
        "5045",
        "Boxes",
    )
    assert api.post(f"{path}/inactive")["code"] == 0
    assert api.get(path)["chart_of_account"]["is_active"] is False
    assert api.post(f"{path}/active")["code"] == 0
    assert api.delete(f"/chartofaccounts/{sub['account_id']}")["code"] == 0
    assert api.delete(path)["code"] == 0
    assert api.get(path).status == 404
    assert api.get(path)["code"] == 1002


def test_system_accounts_stay(api, chart):
    path = f"/chartofaccounts/{chart['在庫資産']['account_id']}"
    assert api.delete(path)["code"] == 4304
    assert api.post(f"{path}/inactive")["code"] == 4303
    assert api.put(path, {"account_type": "other_asset"})["code"] == 4301
    assert api.put(path, {"account_name": "商品"})["code"] == 0


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, 4),
        ({"account_name": "Rent", "account_type": "colour"}, 2),
        ({"account_name": "売上", "account_type": "income"}, 4),
        ({"account_name": "x" * 201, "account_type": "income"}, 2),
        ({"account_name": "x", "account_type": "income", "parent_account_id": "7"}, 2),
        ({"account_name": "x", "account_type": "income", "currency_id": "7"}, 2),
        ({"account_name": "x", "account_type": "income", "parent_account_id": "seven"}, 2),
    ],
)
def test_what_is_wrong_is_named(api, body, code):
    reply = api.post("/chartofaccounts", body)
    assert (reply.status, reply["code"]) == (400, code)


def test_inventory_makes_the_types_of_its_forms():
    inventory = make_api("inventory")
    for account_type, code in (
        ("cost_of_goods_sold", 0),
        ("expense", 0),
        ("other_current_asset", 0),
        ("income", 11016),
    ):
        reply = inventory.post("/chartofaccounts", {"account_name": account_type, "account_type": account_type})
        assert reply["code"] == code, reply.body
    made = inventory.get("/chartofaccounts", account_name="cost_of_goods_sold")["chartofaccounts"]
    assert [row["is_user_created"] for row in made] == [True]
    path = f"/chartofaccounts/{made[0]['account_id']}"
    assert inventory.put(path, {"account_type": "income"})["code"] == 11016


def test_transactions_of_an_account(api, chart):
    account_id = chart["売上"]["account_id"]
    assert api.get("/chartofaccounts/transactions", account_id=account_id)["transactions"] == []
    assert api.get("/chartofaccounts/transactions")["code"] == 4
    assert api.get("/chartofaccounts/transactions", account_id="7").status == 404
    assert api.delete("/chartofaccounts/transactions/7")["code"] == 1002


def test_an_account_of_another_organisation_does_not_exist(api):
    other = make_organization(name="Other")
    account_id = make_account(other, "Secret")
    for method in ("GET", "PUT", "DELETE"):
        assert api.call(method, f"/chartofaccounts/{account_id}", {"account_name": "x"})["code"] == 1002
