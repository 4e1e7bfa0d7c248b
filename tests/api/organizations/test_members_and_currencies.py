"""Members, roles, currencies and rates over the API."""

from decimal import Decimal

import pytest

from tests.build.organization import make_person
from tests.build.wire import make_token

pytestmark = pytest.mark.django_db


def role_ids(api):
    return {row["role_name"]: row["role_id"] for row in api.get("/settings/roles")["roles"]}


def test_the_roles_are_the_promised_ones(api):
    roles = api.get("/settings/roles")["roles"]
    assert [row["role_name"] for row in roles] == ["Administrator", "Accountant", "Sales", "Warehouse", "Read-only"]
    assert all(row["is_default"] for row in roles)


def test_members_come_change_and_go(api):
    person = make_person("ken@example.jp", "Ken")
    made = api.post("/users", {"name": "Ken", "email": "ken@example.jp", "role_id": role_ids(api)["Warehouse"]})
    assert (made.status, made["user"]["user_id"], made["user"]["status"]) == (201, str(person), "active")
    assert (made["user"]["user_role"], made["user"]["role_name"]) == ("staff", "Warehouse")
    path = f"/users/{person}"
    body = {"name": "Kenji", "email": "ken@example.jp", "role_id": role_ids(api)["Sales"], "cost_rate": 1200.5}
    assert api.put(path, body)["user"]["cost_rate"] == Decimal("1200.5")
    assert api.get(path)["user"]["name"] == "Kenji"
    assert api.post(f"{path}/inactive").status == 200
    assert [row["user_id"] for row in api.get("/users", filter_by="Status.Inactive")["users"]] == [str(person)]
    assert api.post(f"{path}/active").status == 200
    assert api.post(f"{path}/invite").status == 400
    assert api.delete(path).status == 200
    assert api.get(path)["code"] == 1002


def test_an_unknown_address_is_invited(api):
    made = api.post("/users", {"name": "Mai", "email": "mai@example.jp"})["user"]
    assert (made["status"], made["role_name"]) == ("invited", "Read-only")
    assert api.post(f"/users/{made['user_id']}/invite").status == 200
    assert api.post(f"/users/{made['user_id']}/active").status == 400
    assert api.get("/users", sort_column="email")["page_context"]["sort_column"] == "email"


def test_the_last_administrator_stays(api):
    me = api.get("/users/me")["user"]
    path = f"/users/{me['user_id']}"
    body = {"name": me["name"], "email": me["email_ids"][0]["email"], "role_id": role_ids(api)["Sales"]}
    for reply in (api.post(f"{path}/inactive"), api.delete(path), api.put(path, body)):
        assert (reply.status, reply["code"]) == (400, 4003)


@pytest.mark.parametrize(
    "body",
    [
        {"name": "X"},
        {"email": "x@example.jp"},
        {"name": "X", "email": "nonsense"},
        {"name": "X", "email": "x@example.jp", "role_id": "moon"},
        {"name": "X", "email": "x@example.jp", "applications": []},
        {"name": "X", "email": "x@example.jp", "cost_rate": -1},
        {"name": "X", "email": "hanako@example.jp"},
    ],
)
def test_wrong_members_are_refused(api, body):
    assert api.post("/users", body).status == 400


def test_a_role_without_delete_cannot_delete(api):
    person = make_person("ken@example.jp")
    role = api.post("/settings/roles", {"role_name": "受付", "permissions": ["contacts.create", "contacts.edit"]})[
        "role"
    ]
    assert role["permissions"] == ["contacts.create", "contacts.edit", "contacts.view"]
    api.post("/users", {"name": "Ken", "email": "ken@example.jp", "role_id": role["role_id"]})
    clerk = api.within(token=make_token(person))
    contact = clerk.post("/contacts", {"contact_name": "東京商事"})["contact"]
    refused = clerk.delete(f"/contacts/{contact['contact_id']}")
    assert (refused.status, refused["code"]) == (403, 57)
    assert clerk.get("/users").status == 403
    assert clerk.get("/users/me")["user"]["user_role"] == "受付"
    assert clerk.post("/settings/roles", {"role_name": "Y"}).status == 403


def test_custom_roles_come_change_and_go(api):
    role = api.post("/settings/roles", {"role_name": "Packer", "permissions": ["items.view"]})["role"]
    path = f"/settings/roles/{role['role_id']}"
    changed = api.put(path, {"description": "packs"})["role"]
    assert (changed["permissions"], changed["description"]) == (["items.view"], "packs")
    assert api.post("/settings/roles", {"role_name": "packer"}).status == 400
    assert api.put(path, {"permissions": ["moon.view"]}).status == 400
    assert api.delete(path).status == 200
    assert api.get(path).status == 404
    assert api.delete(f"/settings/roles/{role_ids(api)['Sales']}").status == 400


def test_currencies_and_rates(api):
    listed = api.get("/settings/currencies")["currencies"]
    assert (listed[0]["currency_code"], listed[0]["is_base_currency"], listed[0]["price_precision"]) == ("JPY", True, 0)
    without = api.get("/settings/currencies", filter_by="Currencies.ExcludeBaseCurrency")["currencies"]
    assert "JPY" not in {row["currency_code"] for row in without}
    made = api.post("/settings/currencies", {"currency_code": "KWD", "currency_format": "1,234,567.899"})["currency"]
    path = f"/settings/currencies/{made['currency_id']}"
    assert made["price_precision"] == 3
    assert api.put(path, {"currency_code": "KWD", "currency_symbol": "KWD"})["currency"]["currency_symbol"] == "KWD"
    rate = api.post(f"{path}/exchangerates", {"effective_date": "2026-01-01", "rate": 480.25})
    assert (rate.status, rate["exchange_rate"]) == (201, Decimal("480.25"))
    rate_path = f"{path}/exchangerates/{rate['exchange_rate_id']}"
    assert api.put(rate_path, {"rate": "481"})["exchange_rate"] == 481
    assert api.get(rate_path)["effective_date"] == "2026-01-01"
    assert [row["rate"] for row in api.get(f"{path}/exchangerates")["exchange_rates"]] == [481]
    assert api.get(f"{path}/exchangerates", from_date="2026-01-02")["exchange_rates"] == []
    assert api.get(path)["currency"]["exchange_rate"] == 481
    assert api.delete(rate_path).status == 200
    assert api.delete(path).status == 200
    assert api.get(path).status == 404


def test_wrong_currencies_and_rates_are_refused(api):
    base = api.get("/settings/currencies")["currencies"][0]["currency_id"]
    path = f"/settings/currencies/{base}"
    assert api.post("/settings/currencies", {"currency_code": "ZZZ", "currency_format": "1"}).status == 400
    dollar = {"currency_code": "USD", "currency_format": "1,234,567.89"}
    assert api.post("/settings/currencies", dollar).status == 201  # it came with the organisation and is taken over
    assert api.post("/settings/currencies", dollar)["code"] == 4
    assert api.delete(path)["code"] == 36
    assert api.post(f"{path}/exchangerates", {"rate": 2}).status == 400
    assert api.post(f"{path}/exchangerates", {}).status == 400
    assert api.post("/settings/currencies/1/exchangerates", {"rate": 2}).status == 404
    assert api.get(f"{path}/exchangerates/5").status == 404
    assert api.get(f"{path}/exchangerates", from_date="soon").status == 400
