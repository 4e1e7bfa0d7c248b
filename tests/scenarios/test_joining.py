"""One organisation in two applications: the acceptance cases 10, 11, 12 and 20 of behaviour.md 14."""

import pytest

from daicho.platform.db.scope import organization_scope, tenant_tables
from tests.build.browser import browser_of
from tests.build.organization import make_person
from tests.build.wire import Api, make_token

pytestmark = pytest.mark.django_db
JAPANESE = {"currency_code": "JPY", "country": "JP"}


@pytest.fixture
def person() -> int:
    return make_person()


@pytest.fixture
def books(person) -> Api:
    """The person's client, in Books, outside any organisation."""
    return Api(make_token(person))


@pytest.fixture
def inventory(books: Api) -> Api:
    return books.within(application="inventory")


def made(api: Api, name: str) -> str:
    organization_id: str = api.post("/organizations", {"name": name, **JAPANESE})["organization"]["organization_id"]
    return organization_id


def rows_of(organization_id: str) -> dict[str, int]:
    """Return how many rows each table holds of the organisation."""
    from django.db.models import QuerySet

    with organization_scope(int(organization_id)):
        return {model._meta.label: QuerySet(model).count() for model in tenant_tables().values()}


def test_case_10_one_order_two_words(books, inventory):
    organization_id = made(books, "みなと商店")
    inventory.post(f"/organizations/{organization_id}/join")
    in_books, in_inventory = (api.within(organization_id=int(organization_id)) for api in (books, inventory))
    customer = in_books.post("/contacts", {"contact_name": "東京商事", "contact_type": "customer"})["contact"]
    item = in_inventory.post("/items", {"name": "緑茶", "rate": 500, "purchase_rate": 300})["item"]
    assert in_books.get(f"/items/{item['item_id']}")["item"]["name"] == "緑茶"
    line = {"item_id": item["item_id"], "quantity": 2, "rate": 500}
    order = in_inventory.post("/salesorders", {"customer_id": customer["contact_id"], "line_items": [line]})
    order_id = order["salesorder"]["salesorder_id"]
    assert in_inventory.post(f"/salesorders/{order_id}/status/confirmed").status == 200
    assert in_inventory.get(f"/salesorders/{order_id}")["salesorder"]["status"] == "confirmed"
    assert in_books.get(f"/salesorders/{order_id}")["salesorder"]["status"] == "open"
    vendor = in_inventory.post("/contacts", {"contact_name": "静岡茶園", "contact_type": "vendor"})["contact"]
    bought = in_books.post("/purchaseorders", {"vendor_id": vendor["contact_id"], "line_items": [line]})
    assert bought.status == 201, bought.body
    purchase_id = bought["purchaseorder"]["purchaseorder_id"]
    assert in_books.post(f"/purchaseorders/{purchase_id}/status/open").status == 200
    assert in_books.get(f"/purchaseorders/{purchase_id}")["purchaseorder"]["status"] == "open"
    assert in_inventory.get(f"/purchaseorders/{purchase_id}")["purchaseorder"]["status"] == "issued"


def test_case_11_way_b_leaves_two_organisations(books, inventory, person):
    trial, real = made(inventory, "試し"), made(books, "みなと商店")
    inside = inventory.within(organization_id=int(trial))
    inside.post("/contacts", {"contact_name": "試しの顧客"})
    before = rows_of(trial)
    joined = inventory.post(f"/organizations/{real}/join")["organization"]
    assert joined["organization_id"] == real != trial
    listed = {row["organization_id"]: row for row in inventory.get("/organizations")["organizations"]}
    assert set(listed) == {trial, real}
    assert listed[trial]["org_joined_app_list"] == ["inventory"]
    assert rows_of(trial) == before, "the first is untouched"
    assert [row["contact_name"] for row in inside.get("/contacts")["contacts"]] == ["試しの顧客"]
    assert inventory.get("/contacts", organization_id=real)["contacts"] == []
    inventory.post(f"/organizations/{trial}/mode", {"mode": "test"})
    inventory.post(f"/organizations/{trial}/deleterequest", {"reason": "試用"})
    listed = {row["organization_id"]: row for row in inventory.get("/organizations")["organizations"]}
    assert (listed[trial]["mode"], listed[trial]["delete_requested"]) == ("test", True)
    assert (listed[real]["mode"], listed[real]["delete_requested"]) == ("live", False)
    assert inventory.get("/users/me", organization_id=trial)["user"]["user_id"] == str(person)
    assert inventory.get("/users/me", organization_id=real)["user"]["user_id"] == str(person)


def test_case_11_way_c_does_not_touch_another_books_organisation(books, inventory):
    other, mine = made(books, "別の帳簿"), made(inventory, "みなと商店")
    before, seen = rows_of(other), books.get(f"/organizations/{other}")["organization"]
    inventory.post(f"/organizations/{mine}/accounting")
    assert {row["organization_id"] for row in books.get("/organizations")["organizations"]} == {other}
    done = books.post(
        f"/organizations/{mine}/setup", {"fiscal_year_start_month": "april", "opening_date": "2026-04-01"}
    )["organization"]
    assert (done["organization_id"], done["org_joined_app_list"]) == (mine, ["books", "inventory"])
    assert rows_of(other) == before
    assert books.get(f"/organizations/{other}")["organization"] == seen
    assert {row["organization_id"] for row in books.get("/organizations")["organizations"]} == {other, mine}


def test_case_12_a_clone_of_the_settings_has_no_items_and_no_transactions(books):
    source = made(books, "みなと商店")
    inside = books.within(organization_id=int(source))
    books.put(f"/organizations/{source}", {"tax_rounding": "ceil", "negative_stock": "block"})
    inside.post("/chartofaccounts", {"account_name": "倉庫賃借料", "account_type": "expense"})
    customer = inside.post("/contacts", {"contact_name": "東京商事"})["contact"]
    item = inside.post("/items", {"name": "緑茶", "rate": 500})["item"]
    line = {"item_id": item["item_id"], "quantity": 2, "rate": 500}
    inside.post("/salesorders", {"customer_id": customer["contact_id"], "line_items": [line]})
    clone = books.post(f"/organizations/{source}/clone", {"name": "控え", "include": "settings"})["organization"]
    assert (clone["tax_rounding"], clone["negative_stock"]) == ("ceil", "block")
    copy = books.within(organization_id=int(clone["organization_id"]))
    for path, key in (("/items", "items"), ("/contacts", "contacts"), ("/salesorders", "salesorders")):
        assert copy.get(path)[key] == [], path
    names = [{row["account_name"] for row in api.get("/chartofaccounts")["chartofaccounts"]} for api in (inside, copy)]
    assert names[0] == names[1]
    assert "倉庫賃借料" in names[1]


def test_a_clone_of_everything_is_independent(books, inventory):
    source = made(books, "みなと商店")
    inside = books.within(organization_id=int(source))
    customer = inside.post("/contacts", {"contact_name": "東京商事"})["contact"]
    item = inside.post("/items", {"name": "緑茶", "rate": 500})["item"]
    line = {"item_id": item["item_id"], "quantity": 2, "rate": 500}
    order = inside.post("/salesorders", {"customer_id": customer["contact_id"], "line_items": [line]})["salesorder"]
    clone = books.post(f"/organizations/{source}/clone", {"name": "全部", "include": "everything"})["organization"]
    copy = books.within(organization_id=int(clone["organization_id"]))
    copied = copy.get("/salesorders")["salesorders"][0]
    assert copied["salesorder_number"] == order["salesorder_number"]
    assert copied["salesorder_id"] != order["salesorder_id"]
    shown = copy.get(f"/salesorders/{copied['salesorder_id']}")["salesorder"]
    assert shown["customer_id"] == copy.get("/contacts")["contacts"][0]["contact_id"] != customer["contact_id"]
    assert shown["line_items"][0]["item_id"] == copy.get("/items")["items"][0]["item_id"] != item["item_id"]
    assert shown["total"] == order["total"]
    assert copy.delete(f"/salesorders/{copied['salesorder_id']}").status == 200
    assert inside.get(f"/salesorders/{order['salesorder_id']}").status == 200


def test_case_20_rights_hold_by_api_and_on_screen(books):
    organization_id = made(books, "みなと商店")
    inside = books.within(organization_id=int(organization_id))
    role = inside.post("/settings/roles", {"role_name": "受付", "permissions": ["contacts.create", "contacts.edit"]})
    clerk = make_person("ken@example.jp", "Ken")
    body = {"name": "Ken", "email": "ken@example.jp", "role_id": role["role"]["role_id"]}
    assert inside.post("/users", body).status == 201
    contact = inside.post("/contacts", {"contact_name": "東京商事"})["contact"]["contact_id"]
    refused = inside.within(token=make_token(clerk)).delete(f"/contacts/{contact}")
    assert (refused.status, refused["code"]) == (403, 57)
    on_screen = browser_of(clerk).post(f"/books/{organization_id}/contacts/{contact}/delete/")
    assert on_screen.status_code == 403
    assert inside.get(f"/contacts/{contact}").status == 200
    me = inside.get("/users/me")["user"]["user_id"]
    last = inside.post(f"/users/{me}/inactive")
    assert (last.status, last["code"]) == (400, 4003)
    told = browser_of(int(me), "en").post(f"/books/{organization_id}/settings/members/{me}/deactivate/", follow=True)
    assert "at least one active administrator" in told.content.decode()
