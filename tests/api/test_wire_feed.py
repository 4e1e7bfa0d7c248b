"""The change feed for programs, custom fields where older clients look for them, saved views of lists."""

from dataclasses import replace
from typing import Any

import pytest

from daicho.kernel.context import Actor
from daicho.platform.custom_fields import define_field
from daicho.platform.web.saved_views import save_view
from daicho.platform.work import reading, unit_of_work
from tests.build.context import context
from tests.build.wire import Api

pytestmark = pytest.mark.django_db


def record(api: Api, count: int) -> None:
    """Let things happen in the organisation."""
    with unit_of_work(context(api.organization_id)) as unit:
        for number in range(count):
            unit.record("item", number, "created")


def test_the_feed_is_read_in_order_without_gaps_from_any_place(api: Api):
    record(api, 250)
    start = api.get("/changes")
    assert [row["sequence"] for row in start["changes"]] == list(range(1, 201))
    assert (start["has_more"], start["last_sequence"]) == (True, api.get("/changes")["last_sequence"])
    rest = api.get("/changes", after=200)
    assert rest["has_more"] is False
    assert [row["sequence"] for row in rest["changes"]] == list(range(201, start["last_sequence"] + 1))
    assert api.get("/changes", after=start["last_sequence"])["changes"] == []
    last = rest["changes"][-1]
    assert (last["entity"], last["entity_id"], last["action"], last["application"]) == (
        "item",
        "249",
        "created",
        "books",
    )


@pytest.mark.parametrize("after", ["x", "-1", "1e3", "9" * 30])
def test_a_place_that_is_none_is_refused(api: Api, after: str):
    reply = api.get("/changes", after=after)
    assert (reply.status, reply["code"]) == (400, 2)


def test_custom_fields_are_where_older_clients_look(api: Api):
    ctx = context(api.organization_id)
    define_field(ctx, fields={"entity": "item", "label": "Origin", "data_type": "dropdown", "options": ["Uji", "Yame"]})
    fields = api.get("/settings/preferences/items")["preferences_items"]["custom_fields"]
    assert [(field["label"], [value["name"] for value in field["values"]]) for field in fields] == [
        ("Origin", ["Uji", "Yame"])
    ]
    everything = api.get("/settings/preferences/customfields")["customfields"]
    assert everything["item"] == fields
    assert everything["contact"] == []


def test_a_list_is_shown_as_a_saved_view_has_it(api: Api):
    for name in ("Harbor Café", "Harbor Inn", "Mill"):
        api.post("/contacts", {"contact_name": name})
    mine = context(api.organization_id, user_id=int(api.get("/users/me")["user"]["user_id"]))
    with reading(mine):
        view: dict[str, Any] = {"list_name": "contacts", "columns": [], "shared": False}
        view_id = save_view(mine, name="Harbor", parameters="contact_name_startswith=Harbor&page=9", **view)
        foreign = save_view(replace(mine, actor=Actor(7, "Other")), name="Other", parameters="", **view)
    listed = api.get("/contacts", customview_id=view_id)["contacts"]
    assert [row["contact_name"] for row in listed] == ["Harbor Café", "Harbor Inn"]
    narrowed = api.get("/contacts", customview_id=view_id, contact_name_contains="Inn")["contacts"]
    assert [row["contact_name"] for row in narrowed] == ["Harbor Inn"]
    assert [api.get("/contacts", customview_id=view)["code"] for view in (foreign, 1)] == [2, 2]
