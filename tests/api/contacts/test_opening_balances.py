"""What is open with contacts when the books begin, told by clients."""

from decimal import Decimal

import pytest

from daicho.ledger.models import JournalLine
from daicho.platform.db.scope import organization_scope
from daicho.reporting.queries.verify import verify
from tests.api.contacts.test_contacts import make_inventory
from tests.build.context import context

pytestmark = pytest.mark.django_db
OPENINGS = "/settings/openingbalances"


def contact(api, name, *balances, **more):
    body = {"contact_name": name, "opening_balances": list(balances), **more}
    reply = api.post("/contacts", body)
    assert reply.status == 201, reply.body
    return reply["contact"]


def opening_rows(api):
    accounts = api.get(OPENINGS)["opening_balance"]["accounts"]
    return {(row["customer_name"], row["account_name"]): row for row in accounts}


def test_both_sides_stand_in_the_opening_balances_of_the_books(api):
    contact(api, "青空商会", {"opening_balance_amount": 1200})
    made = contact(make_inventory(api), "港倉庫", {"opening_balance_amount": 700}, contact_type="vendor")
    contact(api, "前払商店", {"opening_balance_amount": -300})
    rows = opening_rows(api)
    assert {key: (row["debit_or_credit"], row["amount"]) for key, row in rows.items()} == {
        ("青空商会", "売掛金"): ("debit", 1200),
        ("港倉庫", "買掛金"): ("credit", 700),
        ("前払商店", "売掛金"): ("credit", 300),
    }
    read = api.get(f"/contacts/{made['contact_id']}")["contact"]
    assert [row["opening_balance_amount"] for row in read["opening_balances"]] == [700]
    assert read["has_transaction"] is True


def test_a_balance_is_replaced_and_taken_away_and_others_stay(api):
    path = f"/contacts/{contact(api, '青空商会', {'opening_balance_amount': 1200})['contact_id']}"
    contact(api, "海商店", {"opening_balance_amount": 50})
    assert api.put(path, {"notes": "x"})["contact"]["opening_balances"][0]["opening_balance_amount"] == 1200
    changed = api.put(path, {"opening_balances": [{"opening_balance_amount": 900}, {"opening_balance_amount": 1}]})
    assert [row["opening_balance_amount"] for row in changed["contact"]["opening_balances"]] == [900, 1]
    assert api.put(path, {"opening_balances": []})["contact"]["opening_balances"] == []
    assert set(opening_rows(api)) == {("海商店", "売掛金")}


def test_a_balance_follows_a_merge(api):
    kept, merged = (contact(api, name, {"opening_balance_amount": 10})["contact_id"] for name in ("青空商会", "青空"))
    assert api.post(f"/contacts/{kept}/merge", {"contact_ids": [merged]})["code"] == 0
    assert {row["customer_name"] for row in api.get(OPENINGS)["opening_balance"]["accounts"]} == {"青空商会"}
    read = api.get(f"/contacts/{kept}")["contact"]
    assert [row["opening_balance_amount"] for row in read["opening_balances"]] == [10, 10]
    assert read["outstanding_receivable_amount"] == 20


def test_foreign_currency_comes_with_its_rate(api):
    currencies = {row["currency_code"]: row for row in api.get("/settings/currencies")["currencies"]}
    if "USD" not in currencies:
        body = {"currency_code": "USD", "currency_symbol": "$", "price_precision": 2, "currency_format": "1,234,567.89"}
        assert api.post("/settings/currencies", body).status == 201
    balance = {"opening_balance_amount": Decimal("10.50"), "exchange_rate": 150}
    made = contact(api, "Harbor Goods", balance, currency_code="USD")
    assert made["opening_balances"] == [
        {"location_id": "", "exchange_rate": 150, "opening_balance_amount": Decimal("10.50")}
    ]
    opening = api.get(OPENINGS)["opening_balance"]
    assert opening["total"] == 1575


@pytest.mark.parametrize("wrong", [{"location_id": "4711"}, {"exchange_rate": -1}])
def test_nothing_is_kept_of_a_contact_with_a_wrong_balance(api, wrong):
    body = {"contact_name": "青空商会", "opening_balances": [{"opening_balance_amount": 1, **wrong}]}
    assert api.post("/contacts", body).status == 400
    assert api.get("/contacts")["contacts"] == []


def test_a_balance_belongs_to_a_location(api):
    inventory = make_inventory(api)
    home = inventory.get("/locations")["locations"][0]["location_id"]
    place = inventory.post("/locations", {"location_name": "大阪店"})["location"]["location_id"]
    balances = [{"opening_balance_amount": 1200, "location_id": place}, {"opening_balance_amount": 300}]
    made = contact(api, "青空商会", *balances)
    path = f"/contacts/{made['contact_id']}"
    shown = inventory.get(path)["contact"]["opening_balances"]
    assert [(row["location_id"], row["opening_balance_amount"]) for row in shown] == [(place, 1200), ("", 300)]
    rows = api.get(OPENINGS)["opening_balance"]["accounts"]
    assert [(row["location_id"], row["location_name"]) for row in rows] == [(place, "大阪店"), ("", "")]
    with organization_scope(api.organization_id):
        lines = JournalLine.objects.filter(contact_id=made["contact_id"]).order_by("amount_minor")
        assert list(lines.values_list("amount_minor", "location_id")) == [(300, 0), (1200, int(place))]
    assert inventory.delete(f"/locations/{place}")["code"] == 36
    moved = api.put(path, {"opening_balances": [{"opening_balance_amount": 1200, "location_id": home}]})["contact"]
    assert [row["location_id"] for row in moved["opening_balances"]] == [home]
    assert inventory.delete(f"/locations/{place}")["code"] == 0
    refused = api.put(path, {"opening_balances": [{"opening_balance_amount": 1, "location_id": "1"}]})
    assert (refused.status, refused["code"]) == (400, 2)
    assert verify(context(api.organization_id)) == []


def test_locations_of_opening_balances_are_told_by_the_books_too(api):
    home = make_inventory(api).get("/locations")["locations"][0]["location_id"]
    account = next(row for row in api.get("/chartofaccounts")["chartofaccounts"] if row["account_type"] == "bank")
    line = {"account_id": account["account_id"], "debit_or_credit": "debit", "amount": 500}
    refused = api.post(OPENINGS, {"date": "2026-04-01", "accounts": [line, {**line, "location_id": "1"}]})
    assert (refused.status, refused["code"]) == (400, 2)
    assert "accounts[1].location_id" in refused["message"]
    made = api.post(OPENINGS, {"date": "2026-04-01", "accounts": [{**line, "location_id": home}]})
    assert made["opening_balance"]["accounts"][0]["location_id"] == home
