"""The change feed for programs, and the addresses where older clients look for custom fields."""

import pytest

from daicho.platform.custom_fields import define_field
from daicho.platform.work import unit_of_work
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
