"""Bodies in every form, and what is no good in them."""

from decimal import Decimal
from urllib.parse import urlencode

import pytest

from daicho.platform.wire import reader
from tests.api.things import calls
from tests.build.wire import Api, json_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("things")]


THING = '{"name": "tea", "price": 1234567890.123456, "lines": [{"item_id": "17"}]}'


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (THING, "application/json"),
        (THING, "application/json; charset=utf-8"),
        (THING, ""),
        (THING, "text/plain"),
        ("\ufeff" + THING, "application/json"),
        (json_text(THING), "application/json"),
        (urlencode({"JSONString": THING}), "application/x-www-form-urlencoded"),
        (urlencode({"JSONString": json_text(THING)}), "application/x-www-form-urlencoded"),
        (THING, "application/x-www-form-urlencoded"),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_body_is_read_in_every_form(api: Api, method: str, content: str, content_type: str):
    reply = api.raw(method, "/things", content.encode(), content_type)
    assert reply.status == 201, reply.body
    assert reply["thing"]["price"] == Decimal("1234567890.123456")
    assert calls[-1].body.lines[0].item_id == 17


@pytest.mark.parametrize("method", ["post", "put"])
def test_a_multipart_form_brings_json_and_files(api: Api, method: str):
    boundary = "daicho"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="JSONString"\r\n\r\n{THING}\r\n',
        f"--{boundary}--\r\n",
    ]
    content_type = f"multipart/form-data; boundary={boundary}"
    assert api.raw(method.upper(), "/things", "".join(parts).encode(), content_type).status == 201
    assert api.upload("/things/1/image", "image", "tea.png", b"12345")["size"] == 5


def test_a_body_on_get_is_not_looked_at(api: Api):
    assert api.raw("GET", "/things/static", b"{}", "application/json").status == 200
    assert api.raw("GET", "/things/static", b"{broken", "application/json").status == 200


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", 11),
        ("   ", 11),
        ("{", 11),
        ("[1]", 11),
        ("7", 11),
        ('{"price": NaN, "name": "x"}', 11),
        ('{"price": -Infinity, "name": "x"}', 11),
        ('{"name": "\\ud800"}', 11),
        ('{"name": "a\\u0000b"}', 11),
        ("[" * 100_000, 11),
        (f'{{"name": "x", "deep": {"[" * 50}1{"]" * 50}}}', 4),
        ('{"name": "x", "name": "y"}', 4),
        ('{"\\ud800": 1, "\\ud800": 2}', 11),
        ("{}", 4),
        ('{"name": ""}', 4),
        ('{"name": null}', 4),
        ('{"name": {"a": 1}}', 2),
        ('{"name": "123456789012345678901"}', 2),
        ('{"name": "x", "price": 1e999999}', 2),
        ('{"name": "x", "price": 1e-999999}', 2),
        ('{"name": "x", "price": %s}' % ("9" * 5000), 2),
        ('{"name": "x", "price": "12,5"}', 2),
        ('{"name": "x", "price": true}', 2),
        ('{"name": "x", "date": "2026-13-01"}', 2),
        ('{"name": "x", "date": "20261101"}', 2),
        ('{"name": "x", "owner_id": "-1"}', 2),
        ('{"name": "x", "owner_id": 9223372036854775808}', 2),
        ('{"name": "x", "ids": "1,b"}', 2),
        ('{"name": "x", "lines": {}}', 4),
        ('{"name": "x", "lines": [7]}', 4),
        ('{"name": "x", "lines": [{}]}', 4),
        ('{"name": "x", "lines": [{"item_id":1},{"item_id":1},{"item_id":1},{"item_id":1}]}', 2),
    ],
)
def test_what_is_no_good_is_a_sentence_and_never_an_accident(api: Api, content: str, code: int):
    reply = api.raw("POST", "/things", content.encode(), "application/json")
    assert (reply.status, reply["code"]) == (400, code), reply.body
    assert set(reply.body) == {"code", "message"}
    assert not calls


def test_every_wrong_field_is_named_as_on_the_wire(api: Api):
    message = api.post("/things", {"price": "x", "lines": [{"item_id": 1}, {"rate": "1"}]})["message"]
    assert message == "name is required. Invalid value passed for price lines[1].item_id is required."


def test_no_value_means_none_or_empty_or_not_sent(api: Api):
    api.post("/things", {"name": " tea ", "owner_id": "", "notes": "", "price": "", "date": None, "unknown": 1})
    assert calls[-1].body.model_dump(exclude_unset=True) == {"name": "tea", "owner_id": None, "notes": "", "date": None}
    assert calls[-1].given == {"name", "owner_id", "notes", "date"}


def test_numbers_come_as_numbers_or_as_text_and_keep_every_digit(api: Api):
    for price in (Decimal("0.1"), "0.1", " 0.1 "):
        assert api.post("/things", {"name": 7, "price": price})["thing"]["price"] == Decimal("0.1")
    assert b'"price":-0.000001' in api.post("/things", {"name": "x", "price": Decimal("-0.000001")}).content
    assert b'"price":0.00' in api.post("/things", {"name": "x", "price": "-0.00"}).content


def test_a_request_that_is_too_large_is_refused(api: Api):
    reply = api.raw("POST", "/things", b" " * (reader.BODY_LIMIT + 1), "application/json")
    assert (reply.status, reply["code"]) == (400, 4)
