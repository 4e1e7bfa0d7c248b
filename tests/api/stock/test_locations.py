"""Locations on the wire."""

import pytest

from tests.build.wire import make_api

pytestmark = pytest.mark.django_db


def test_an_organization_begins_with_a_primary_location(api):
    rows = api.get("/locations")["locations"]
    assert [(row["location_name"], row["is_primary"], row["status"]) for row in rows] == [("本社", True, "active")]
    assert (
        make_api(country="US", language_code="en").get("/locations")["locations"][0]["location_name"] == "Head Office"
    )


def test_a_name_is_enough(api):
    reply = api.post("/locations", {"location_name": "Osaka"})
    assert reply.status == 201
    location = reply["location"]
    assert location == reply["locations"]
    assert location["type"] == "general"
    assert location["is_primary"] is False
    assert api.get(f"/locations/{location['location_id']}")["location"] == location
    assert api.within(application="books").get("/settings/warehouses")["warehouses"][1]["warehouse_name"] == "Osaka"


def test_bad_values_are_told(api):
    assert api.post("/locations", {}).body["code"] == 4
    assert api.post("/locations", {"location_name": "本社"}).body["code"] == 4
    assert api.post("/locations", {"location_name": "X", "type": "moon"}).body["code"] == 2
    assert api.post("/locations", {"location_name": "X", "parent_location_id": "17"}).body["code"] == 2
    assert api.post("/locations", {"location_name": "X", "negative_stock": "maybe"}).body["code"] == 2
    assert api.post("/locations", {"location_name": "X", "user_ids": "1"}).body["code"] == 110817
    assert api.get("/locations/17").status == 404


def test_a_partial_update_keeps_the_rest(api):
    made = api.post("/locations", {"location_name": "Kobe", "address": {"city": "神戸市", "state": "兵庫県"}})[
        "location"
    ]
    path = f"/locations/{made['location_id']}"
    changed = api.put(path, {"address": {"city": "西宮市"}, "tax_settings_id": "12"})["location"]
    assert changed["location_name"] == "Kobe"
    assert changed["address"]["city"] == "西宮市"
    assert changed["address"]["state"] == "兵庫県"
    assert changed["tax_settings_id"] == "12"


def test_a_location_is_not_its_own_ancestor(api):
    top = api.post("/locations", {"location_name": "Top"})["location"]["location_id"]
    below = api.post("/locations", {"location_name": "Below", "parent_location_id": top})["location"]["location_id"]
    assert api.put(f"/locations/{top}", {"parent_location_id": below}).body["code"] == 2
    names = [row["location_name"] for row in api.get("/locations", is_hierarchical_response="true")["locations"]]
    assert names == ["本社", "Top", "Below"]
    assert api.delete(f"/locations/{top}").body["code"] == 36


def test_the_primary_location_stays(api):
    first = api.get("/locations")["locations"][0]["location_id"]
    assert api.delete(f"/locations/{first}").body["code"] == 4951
    assert api.post(f"/locations/{first}/inactive").body["code"] == 4951
    second = api.post("/locations", {"location_name": "Second"})["location"]["location_id"]
    assert api.post(f"/locations/{second}/inactive").status == 200
    assert api.post(f"/locations/{second}/markasprimary").body["code"] == 4952
    assert api.post(f"/locations/{second}/active").status == 200
    assert api.post(f"/locations/{second}/markasprimary").status == 200
    assert [row["is_primary"] for row in api.get("/locations")["locations"]] == [False, True]
    assert api.delete(f"/locations/{first}").status == 200


def test_users_and_enabling(api):
    first = api.get("/locations")["locations"][0]["location_id"]
    users = api.get(f"/locations/{first}/users")["users"]
    assert [user["user_role"] for user in users] == ["admin"]
    assert api.post("/settings/locations/enable").status == 200
