"""Organisations over the API: making, joining, setting up, labelling, deleting, copying."""

from typing import Any

import pytest

from tests.build.organization import make_organization, make_person
from tests.build.wire import Api, api_of, make_token

pytestmark = pytest.mark.django_db
FLOOR = {"name": "みなと商店", "currency_code": "JPY", "country": "JP"}


@pytest.fixture
def outside() -> Api:
    """A person without any organisation."""
    return Api(make_token(make_person()))


def shown(api: Api, organization_id: str) -> dict[str, Any]:
    found: dict[str, Any] = api.get(f"/organizations/{organization_id}")["organization"]
    return found


def stranger() -> Api:
    return Api(make_token(make_person("stranger@example.com")))


def member(api: Api, role: str) -> Api:
    """Return the client of a further member with this role."""
    person = make_person(f"{role.lower()}@example.jp")
    roles = {row["role_name"]: row["role_id"] for row in api.get("/settings/roles")["roles"]}
    body = {"name": role, "email": f"{role.lower()}@example.jp", "role_id": roles[role]}
    assert api.post("/users", body).status == 201
    return api.within(token=make_token(person))


def test_a_new_organisation_is_in_one_application_alone(outside):
    reply = outside.post("/organizations", FLOOR)
    assert reply.status == 201
    made = reply["organization"]
    assert (made["country_code"], made["country"], made["currency_code"]) == ("JP", "Japan", "JPY")
    assert (made["org_joined_app_list"], made["mode"], made["delete_requested"]) == (["books"], "live", False)
    assert (made["books_setup"], made["is_default_org"], made["user_role"]) == ("done", True, "admin")
    assert (made["time_zone"], made["tax_rounding"], made["fiscal_year_start_month"]) == (
        "Asia/Tokyo",
        "floor",
        "april",
    )
    assert [row["organization_id"] for row in outside.get("/organizations")["organizations"]] == [
        made["organization_id"]
    ]
    assert outside.within(application="inventory").get("/organizations")["organizations"] == []


@pytest.mark.parametrize(
    ("body", "country"),
    [
        ({"country": "日本"}, "JP"),
        ({"address": {"country": "Japan", "city": "横浜市"}}, "JP"),
        ({"language_code": "ja"}, "JP"),
        ({"currency_code": "USD", "country": "United States"}, "US"),
        ({"currency_code": "USD"}, ""),
    ],
)
def test_the_country_is_found(outside, body, country):
    reply = outside.post("/organizations", {"name": "X", "currency_code": "JPY", **body})
    assert reply["organization"]["country_code"] == country


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"currency_code": "JPY"}, 4),
        ({"name": "X"}, 4),
        ({"name": "X", "currency_code": "ZZZ"}, 2),
        ({"name": "X", "currency_code": "JPY", "time_zone": "Moon"}, 2),
        ({"name": "X", "currency_code": "JPY", "fiscal_year_start_month": "smarch"}, 2),
        ({"name": "X", "currency_code": "JPY", "country": "Atlantis"}, 2),
    ],
)
def test_wrong_organisations_are_refused(outside, body, code):
    reply = outside.post("/organizations", body)
    assert (reply.status, reply["code"]) == (400, code)
    assert outside.get("/organizations")["organizations"] == []


def test_joining_keeps_the_id_and_copies_nothing(outside):
    organization_id = outside.post("/organizations", FLOOR)["organization"]["organization_id"]
    inventory = outside.within(application="inventory")
    assert [row["organization_id"] for row in inventory.get("/organizations/joinable")["organizations"]] == [
        organization_id
    ]
    assert inventory.get("/contacts", organization_id=organization_id)["code"] == 110817
    assert shown(outside, organization_id)["org_joined_app_list"] == ["books"]
    assert inventory.get(f"/organizations/{organization_id}")["code"] == 110817
    reply = inventory.post(f"/organizations/{organization_id}/join")
    assert (reply.status, reply["organization"]["org_joined_app_list"]) == (200, ["books", "inventory"])
    assert inventory.get("/organizations/joinable")["organizations"] == []
    assert inventory.get("/organizations")["organizations"][0]["organization_id"] == organization_id
    again = inventory.post(f"/organizations/{organization_id}/join")
    assert (again.status, again["code"]) == (400, 4001)


def test_who_may_not_join_is_refused(outside):
    organization_id = outside.post("/organizations", FLOOR)["organization"]["organization_id"]
    clerk = member(outside.within(organization_id=organization_id), "Sales")
    path = f"/organizations/{organization_id}/join"
    assert clerk.within(application="inventory").post(path).status == 403
    assert stranger().within(application="inventory").post(path).status == 404
    assert outside.within(application="inventory").post("/organizations/abc/join").status == 404
    assert clerk.within(application="inventory").get("/organizations/joinable")["organizations"] == []


def test_access_now_and_the_quick_setup(outside):
    inventory = outside.within(application="inventory")
    books_first = outside.post("/organizations", {**FLOOR, "name": "前からの帳簿"})["organization"]
    organization_id = inventory.post("/organizations", FLOOR)["organization"]["organization_id"]
    assert shown(inventory, organization_id)["books_setup"] == "none"
    opened = inventory.post(f"/organizations/{organization_id}/accounting")["organization"]
    assert (opened["books_setup"], opened["org_joined_app_list"]) == ("pending", ["inventory"])
    assert outside.get("/contacts", organization_id=organization_id)["code"] == 110817
    setup = f"/organizations/{organization_id}/setup"
    refused = outside.post(setup, {"opening_date": "2026-04-01"})
    assert (refused.status, refused["code"]) == (400, 4)
    assert outside.post(setup, {"fiscal_year_start_month": "april", "opening_date": "2026-13-01"}).status == 400
    assert shown(inventory, organization_id)["books_setup"] == "pending"
    body = {
        "fiscal_year_start_month": "april",
        "opening_date": "2026-04-01",
        "tax_basis": "accrual",
        "tax_registration_number": "T7000012050002",
        "tax_rounding": "ceil",
        "bank_account_name": "みなと銀行 普通",
        "invitations": [{"name": "経理", "email": "keiri@example.jp"}],
    }
    done = outside.post(setup, body)
    assert done.status == 200, done.body
    found = done["organization"]
    assert (found["books_setup"], found["org_joined_app_list"]) == ("done", ["books", "inventory"])
    assert (found["opening_date"], found["taxid_value"], found["tax_rounding"]) == (
        "2026-04-01",
        "T7000012050002",
        "ceil",
    )
    inside = outside.within(organization_id=organization_id)
    assert "みなと銀行 普通" in {row["account_name"] for row in inside.get("/chartofaccounts")["chartofaccounts"]}
    assert inside.get("/users", filter_by="Status.Invited")["users"][0]["email"] == "keiri@example.jp"
    assert outside.post(setup, body)["code"] == 4001
    assert inventory.post(f"/organizations/{organization_id}/accounting").status == 400
    untouched = shown(outside, books_first["organization_id"])
    assert {**untouched, "is_default_org": True} == books_first


def test_bookkeeping_with_tax_in_the_amounts_begins_with_a_fiscal_year(outside):
    fields = {**FLOOR, "country": "JP", "fiscal_year_start_month": "april"}
    organization_id = outside.post("/organizations", fields)["organization"]["organization_id"]
    inside = outside.within(organization_id=organization_id)
    path = f"/organizations/{organization_id}"
    refused = inside.put(path, {"tax_bookkeeping": "tax_inclusive", "tax_bookkeeping_since": "2026-05-01"})
    assert (refused.status, refused["code"]) == (400, 2)
    assert inside.put(path, {"tax_bookkeeping": "sometimes"}).status == 400
    done = inside.put(path, {"tax_bookkeeping": "tax_inclusive", "tax_bookkeeping_since": "2026-04-01"})
    assert done.status == 200, done.body
    found = inside.get(path)["organization"]
    assert (found["tax_bookkeeping"], found["tax_bookkeeping_since"]) == ("tax_inclusive", "2026-04-01")


def test_setup_by_month_number(outside):
    inventory = outside.within(application="inventory")
    organization_id = inventory.post("/organizations", FLOOR)["organization"]["organization_id"]
    body = {"fiscal_year_start_month": 10, "opening_date": "2026-10-01"}
    done = outside.post(f"/organizations/{organization_id}/setup", body)
    assert done["organization"]["fiscal_year_start_month"] == "october"


def test_labels_deletion_and_their_refusals(outside):
    organization_id = outside.post("/organizations", FLOOR)["organization"]["organization_id"]
    inside = outside.within(organization_id=organization_id)
    clerk, path = member(inside, "Accountant"), f"/organizations/{organization_id}"
    assert outside.post(f"{path}/mode", {"mode": "test"})["organization"]["mode"] == "test"
    assert outside.post(f"{path}/mode", {"mode": "live"})["organization"]["mode"] == "live"
    assert outside.post(f"{path}/mode", {"mode": "moon"}).status == 400
    assert outside.post(f"{path}/mode").status == 400
    requested = outside.post(f"{path}/deleterequest", {"reason": "試用"})["organization"]
    assert (requested["delete_requested"], requested["delete_reason"]) == (True, "試用")
    assert requested["delete_requested_by"] == "Hanako Sato"
    assert outside.post(f"{path}/deleterequest").status == 400
    assert outside.delete(f"{path}/deleterequest")["organization"]["delete_requested"] is False
    assert outside.delete(f"{path}/deleterequest").status == 400
    for call in ("mode", "deleterequest", "clone", "join"):
        body = {"mode": "test", "name": "x"}
        assert clerk.post(f"{path}/{call}", body).status == 403, call
        assert stranger().post(f"{path}/{call}", body).status == 404, call


def test_a_clone_is_joined_to_the_same_applications(outside):
    organization_id = outside.post("/organizations", FLOOR)["organization"]["organization_id"]
    outside.within(application="inventory").post(f"/organizations/{organization_id}/join")
    outside.within(organization_id=organization_id).post("/contacts", {"contact_name": "東京商事"})
    path = f"/organizations/{organization_id}/clone"
    settings = outside.post(path, {"name": "設定だけ", "include": "settings"})["organization"]
    everything = outside.post(path, {"name": "全部", "include": "everything"})["organization"]
    assert settings["org_joined_app_list"] == everything["org_joined_app_list"] == ["books", "inventory"]
    assert (settings["mode"], everything["mode"]) == ("live", "test")
    assert len({organization_id, settings["organization_id"], everything["organization_id"]}) == 3
    assert outside.post(path, {"include": "settings"}).status == 400
    assert outside.post(path, {"name": "x", "include": "nothing"}).status == 400


def test_update(outside):
    organization_id = outside.post("/organizations", FLOOR)["organization"]["organization_id"]
    path = f"/organizations/{organization_id}"
    body = {
        "name": "株式会社みなと",
        "fiscal_year_start_month": "january",
        "address": {"city": "横浜市", "zip": "231-0001"},
        "negative_stock": "block",
        "tax_registration_number": "T7000012050002",
        "custom_fields": [{"index": 1, "label": "部門", "value": "本店"}],
        "phone": "045-000-0000",
    }
    changed = outside.put(path, body)["organization"]
    assert (changed["name"], changed["fiscal_year_start_month"], changed["phone"]) == (
        "株式会社みなと", "january", "045-000-0000",
    )  # fmt: skip
    assert (changed["address"]["city"], changed["address"]["country"]) == ("横浜市", "Japan")
    assert changed["custom_fields"] == [{"index": 1, "label": "部門", "value": "本店"}]
    assert outside.put(path, {"tax_registration_number": "T1234567890123"})["code"] == 2
    assert outside.put(path, {"price_mode": "maybe"}).status == 400
    inside = outside.within(organization_id=organization_id)
    dollar = next(row for row in inside.get("/settings/currencies")["currencies"] if row["currency_code"] == "USD")
    assert outside.put(path, {"currency_id": dollar["currency_id"]})["organization"]["currency_code"] == "USD"
    inside.post("/contacts", {"contact_name": "First"})
    assert outside.put(path, {"currency_id": changed["currency_id"]})["code"] == 4006
    assert outside.put(path, {"currency_id": "12"}).status == 404
    clerk = member(inside, "Sales")
    assert clerk.put(path, {"name": "x"}).status == 403
    assert stranger().put(path, {"name": "x"}).status == 404
    assert stranger().get(path).status == 404


def test_a_member_without_access_to_the_application_is_kept_out(outside):
    organization_id = outside.post("/organizations", FLOOR)["organization"]["organization_id"]
    inside = outside.within(organization_id=organization_id)
    clerk = member(inside, "Sales")
    user = next(row for row in inside.get("/users")["users"] if row["user_role"] == "staff")
    body = {"name": user["name"], "email": user["email"], "applications": ["inventory"]}
    assert inside.put(f"/users/{user['user_id']}", body).status == 200
    assert clerk.get(f"/organizations/{organization_id}").status == 403
    assert clerk.get("/organizations")["organizations"] == []


def test_many_organisations_take_a_fixed_number_of_queries(outside, django_assert_max_num_queries):
    ctx = make_organization()
    for number in range(4):
        make_organization(name=f"No. {number}", user_id=ctx.actor.user_id)
    api = api_of(ctx)
    with django_assert_max_num_queries(12):
        assert len(api.get("/organizations")["organizations"]) == 5


def test_what_was_read_can_be_written_back(outside):
    organization_id = outside.post("/organizations", FLOOR)["organization"]["organization_id"]
    before = shown(outside, organization_id)
    after = outside.put(f"/organizations/{organization_id}", before)
    assert after.status == 200, after.body
    assert after["organization"] == before
