"""Opening balances on the wire."""

import pytest

pytestmark = pytest.mark.django_db
PATH = "/settings/openingbalances"


@pytest.fixture
def accounts(api):
    rows = api.get("/chartofaccounts")["chartofaccounts"]
    return {row["account_name"]: row["account_id"] for row in rows}


def row(account_id, amount, side="debit", **more):
    return {"account_id": account_id, "amount": amount, "debit_or_credit": side, **more}


def test_they_are_written_read_changed_and_deleted(api, accounts):
    assert api.get(PATH).status == 404
    body = {
        "date": "2026-04-01",
        "accounts": [row(accounts["普通預金"], 5000), row(accounts["資本金"], 3000, "credit")],
    }
    reply = api.post(PATH, body)
    assert reply.status == 201
    opening = reply["opening_balance"]
    assert (opening["date"], opening["total"], opening["opening_balance_adjustment"]) == ("2026-04-01", 5000, 2000)
    assert [account["debit_or_credit"] for account in opening["accounts"]] == ["debit", "credit"]
    assert api.post(PATH, body)["code"] == 4321
    changed = api.put(
        PATH, {"opening_balance_id": opening["opening_balance_id"], "accounts": [row(accounts["普通預金"], 100)]}
    )["opening_balance"]
    assert [account["amount"] for account in changed["accounts"]] == [100]
    assert api.get(PATH)["opening_balance"]["total"] == 100
    found = api.get(
        "/chartofaccounts/transactions", account_id=accounts["普通預金"], transaction_type="opening_balance"
    )
    assert found["transactions"]
    assert api.delete(PATH).status == 200
    assert api.delete(PATH).status == 404


def test_receivables_name_the_customer(api, accounts):
    contact = api.post("/contacts", {"contact_name": "青空商会", "contact_type": "customer"})["contact"]["contact_id"]
    wrong = api.post(PATH, {"date": "2026-04-01", "accounts": [row(accounts["売掛金"], 900)]})
    assert wrong["code"] == 4312
    right = api.post(PATH, {"date": "2026-04-01", "accounts": [row(accounts["売掛金"], 900, customer_id=contact)]})
    assert right["opening_balance"]["accounts"][0]["customer_name"] == "青空商会"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"accounts": []}, 4),
        ({"date": "2026-02-30"}, 2),
        ({"date": "2026-04-01", "accounts": [{"amount": 5}]}, 4),
        ({"date": "2026-04-01", "accounts": [{"amount": 5, "debit_or_credit": "debit", "currency_id": "99"}]}, 2),
    ],
)
def test_what_is_wrong_is_told(api, body, code):
    assert api.post(PATH, body)["code"] == code


def test_an_update_names_the_opening_balances(api, accounts):
    api.post(PATH, {"date": "2026-04-01", "accounts": [row(accounts["普通預金"], 5)]})
    assert api.put(PATH, {"accounts": []})["code"] == 4
    assert api.put(PATH, {"opening_balance_id": "12345678901234567"}).status == 404
