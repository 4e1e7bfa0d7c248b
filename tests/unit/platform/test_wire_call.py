"""What a handler may ask of a call."""

from datetime import date
from typing import Any

import pytest

from daicho.kernel.errors import InvalidInput, NotFound
from daicho.platform.wire.operation import Call, UniqueIdentifier
from tests.build.context import context


def call(query: dict[str, str] | None = None, **headers: str) -> Call[Any]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Call(context(), {"item_id": "17", "bad": "x"}, query or {}, None, headers=named)


def test_ids_in_a_path():
    assert call().record_id("item_id", "Item") == 17
    with pytest.raises(NotFound, match="Item does not exist"):
        call().record_id("bad", "Item")


def test_values_in_a_query():
    asked = call({"ids": "1, 2", "id": "3", "date": "2026-11-24", "yes": "true", "empty": ""})
    assert asked.ids("ids") == [1, 2]
    assert (asked.id("id"), asked.day("date"), asked.flag("yes")) == (3, date(2026, 11, 24), True)
    assert (asked.id("empty"), asked.day("absent"), asked.flag("absent", default=True)) == (None, None, True)


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda asked: asked.ids("absent"), 4),
        (lambda asked: asked.ids("bad"), 2),
        (lambda asked: asked.ids("many", limit=2), 2),
        (lambda asked: asked.id("bad"), 2),
        (lambda asked: asked.day("bad"), 2),
        (lambda asked: asked.flag("bad"), 2),
    ],
)
def test_a_bad_value_is_named(ask: Any, code: int):
    with pytest.raises(InvalidInput) as refused:
        ask(call({"bad": "x", "many": "1,2,3"}))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("query", "accept", "wanted"),
    [
        ({}, "", "json"),
        ({}, "*/*", "json"),
        ({}, "application/pdf", "pdf"),
        ({}, "text/html;q=0.9, application/pdf", "html"),
        ({"accept": "PDF"}, "application/json", "pdf"),
        ({"print": "true"}, "", "pdf"),
    ],
)
def test_the_wanted_format(query: dict[str, str], accept: str, wanted: str):
    assert call(query, accept=accept).format() == wanted


def test_a_record_is_named_by_a_unique_field():
    wire = "茶".encode().decode("latin-1")  # as WSGI hands headers over
    asked = call(x_unique_identifier_key="cf_code", x_unique_identifier_value=wire, x_upsert="true")
    assert asked.unique_identifier() == UniqueIdentifier("cf_code", "茶", upsert=True)
    with pytest.raises(InvalidInput) as refused:
        call().unique_identifier()
    assert [error.field for error in refused.value.errors] == ["X-Unique-Identifier-Key", "X-Unique-Identifier-Value"]
