"""The wire itself, over a table of operations that belongs to no package."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils.translation import get_language

from daicho.faces.zoho.routes import Routes
from daicho.identity.core.token import TokenHolder
from daicho.identity.queries.token_holder import token_holder
from daicho.platform.wire.operation import Operation
from tests.api.things import OPERATIONS, calls
from tests.build.organization import make_organization, make_person
from tests.build.wire import Api, api_of, make_api, make_token

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("things")]


# ---------------------------------------------------------------- admission


def test_a_token_is_taken_in_every_form_clients_send_it(api: Api):
    client = Client()
    address = api.address("/things/static", {})
    for scheme in ("Zoho-oauthtoken", "Bearer", "Zoho-authtoken", "zoho-oauthtoken"):
        assert client.get(address, headers={"Authorization": f"{scheme} {api.token}"}).status_code == 200
    assert client.get(address + f"&authtoken={api.token}").status_code == 200


@pytest.mark.parametrize(("token", "code"), [("", 57), ("wrong", 14)])
def test_without_a_good_token_the_answer_is_401(api: Api, token: str, code: int):
    reply = api.within(token=token).get("/things/static")
    assert (reply.status, reply["code"]) == (401, code)


def test_the_organisation_is_a_claim_that_is_checked(api: Api):
    stranger = api.within(token=make_token(make_person("stranger@example.jp")))
    expected = [
        (api.within(organization_id=0), (400, 4)),
        (api.within(organization_id="abc"), (400, 4)),
        (api.within(organization_id=10**18), (404, 1002)),
        (stranger, (404, 1002)),
        (api.within(application="inventory"), (400, 110817)),
    ]
    replies = [client.get("/things/static") for client, _answer in expected]
    assert [(reply.status, reply["code"]) for reply in replies] == [answer for _client, answer in expected]
    assert replies[2].body == replies[3].body, "existence is not revealed"
    assert "organization_id" in replies[0]["message"]


def test_a_call_outside_an_organisation_needs_only_a_person(api: Api):
    assert api.within(organization_id=0).get("/me").status == 200


def test_scopes_bind_a_token_and_roles_bind_a_person(api: Api, monkeypatch: pytest.MonkeyPatch):
    def holder(scopes: str) -> Any:
        def find(token: str, now: datetime) -> TokenHolder:
            known = token_holder(token, now)
            assert known is not None
            return replace(known, scopes=frozenset({scopes}))

        return find

    for scopes, status in [
        ("zohobooks.settings.read", 200),  # Books keeps items under settings
        ("zohobooks.settings.all", 200),
        ("zohobooks.fullaccess.all", 200),
        ("zohobooks.settings.create", 403),
        ("zohobooks.contacts.read", 403),
        ("zohoinventory.items.read", 403),
    ]:
        monkeypatch.setattr("daicho.faces.zoho.access.token_holder", holder(scopes))
        reply = api.get("/things/static")
        assert (reply.status, reply["code"]) == (status, 0 if status == 200 else 57), scopes


# ---------------------------------------------------------------- routes


def test_addresses_of_older_clients_and_stray_slashes_are_understood(api: Api):
    headers = {"Authorization": f"Bearer {api.token}"}
    for path in ("/books/v3/things/static/", "/books//v3///things//static", "/api/v3/things/static"):
        response = Client().get(f"{path}?organization_id={api.organization_id}", headers=headers)
        assert (path, response.status_code) == (path, 200)


def test_a_literal_wins_over_a_placeholder_and_an_application_shows_its_own(api: Api):
    assert "thing" not in api.get("/things/static").body
    assert api.get("/things/7")["thing"] == {"id": "7"}
    assert (api.get("/shelves").status, api.get("/shelves")["code"]) == (404, 5)


def test_a_missing_route_a_missing_record_and_a_wrong_method_differ(api: Api):
    assert api.get("/things/%00")["code"] == 5
    gone, nowhere, wrong = api.delete("/things/gone"), api.get("/nothing"), api.put("/things/7")
    assert (gone.status, gone["code"], gone["message"]) == (404, 1002, "Thing does not exist.")
    assert (nowhere.status, nowhere["code"]) == (404, 5)
    assert (wrong.status, wrong["code"], wrong.headers["Allow"]) == (405, 5, "DELETE, GET")


@pytest.mark.parametrize(
    "bad",
    [
        replace(OPERATIONS[0], permission=""),
        replace(OPERATIONS[0], permission="anything"),
        replace(OPERATIONS[0], scope=""),
        replace(OPERATIONS[0], scope="things.READ"),
        replace(OPERATIONS[4], path="/things/{other_id}"),
    ],
)
def test_the_start_fails_for_an_operation_that_declares_too_little_or_stands_twice(bad: Operation):
    with pytest.raises(ImproperlyConfigured):
        Routes([OPERATIONS[4], bad], "books")


# ---------------------------------------------------------------- answers


def test_a_record_is_wrapped_and_a_create_says_201(api: Api):
    reply = api.post("/things", {"name": "tea"})
    assert (reply.status, reply["code"], reply["message"]) == (201, 0, "The thing has been created.")
    assert list(reply.body) == ["code", "message", "thing"]


def test_a_list_says_how_it_was_cut(api: Api):
    assert api.get("/things", per_page=200, page=2, response_option=2)["page_context"] == {
        "page": 2,
        "per_page": 200,
        "has_more_page": True,
        "report_name": "things",
        "applied_filter": "Status.All",
        "sort_column": "created_time",
        "sort_order": "A",
        "custom_fields": [],
        "total": 401,
        "total_pages": 3,
    }


@pytest.mark.parametrize(
    "query", [{"sort_column": "x"}, {"filter_by": "x"}, {"page": 0}, {"date": "x"}, {"name": "\0"}, {"per_page": "x"}]
)
def test_a_bad_list_parameter_is_named(api: Api, query: dict[str, Any]):
    reply = api.get("/things", **query)
    assert (reply.status, reply["code"]) == (400, 2)


def test_parameters_that_mean_nothing_are_told_in_a_header(api: Api):
    reply = api.get("/things", name_startswith="t", nmae="x", **{"a\r\nSet-Cookie: b": "1", "帳": "1"})
    assert reply.headers["X-Daicho-Ignored-Parameters"] == "nmae,a%0D%0ASet-Cookie%3A%20b,%E5%B8%B3"
    assert "X-Daicho-Ignored-Parameters" not in api.get("/things/static", x=1).headers


def test_a_file_is_answered_as_a_file(api: Api):
    reply = api.get("/things/1/pdf")
    assert reply.content == b"%PDF"
    assert reply.headers["Content-Disposition"].startswith("attachment")


def test_sentences_come_in_the_language_of_the_person():
    ctx = make_organization(user_id=make_person("hanako.ja@example.jp", locale="ja"))
    before = get_language()
    reply = api_of(ctx).delete("/things/gone")
    assert (reply.headers["Content-Language"], get_language()) == ("ja", before)
    assert reply["message"] == "Thingは存在しません。"


def test_an_accident_tells_its_number_and_nothing_else(api: Api, caplog: pytest.LogCaptureFixture):
    reply = api.delete("/things/7")
    assert (reply.status, reply["code"]) == (500, 1000)
    assert reply.headers["X-Request-Id"] in reply["message"]
    assert b"secret" not in reply.content
    assert "ZeroDivisionError" in caplog.text


def test_a_race_that_the_database_refuses_is_a_400(api: Api):
    reply = api.delete("/things/race")
    assert (reply.status, reply["code"]) == (400, 4)
    assert b"secret" not in reply.content


def test_every_answer_carries_the_limits(api: Api):
    replies = [
        api.get("/things/static"), api.get("/nothing"), api.put("/things/7"), api.delete("/things/7"),
        api.within(token="").get("/me"), api.within(organization_id=0).get("/things"), api.post("/things", {}),
    ]  # fmt: skip
    assert {reply.status for reply in replies} == {200, 404, 405, 500, 401, 400}
    for reply in replies:
        limits = [reply.headers[f"X-Rate-Limit-{name}"] for name in ("Limit", "Remaining", "Reset")]
        assert limits == ["1000000", "1000000", "60"]
        assert (reply["code"] == 0) == (reply.status < 400)


def test_token_answers_carry_the_limits_too():
    assert Client().post("/oauth/v2/token").headers["X-Rate-Limit-Limit"] == "1000000"


def test_a_limit_counts_by_organisation_and_minute(api: Api, settings: Any):
    settings.DAICHO_RATE_LIMIT = 2
    other = make_api(user_id=make_person("other@example.jp"))
    first, second, third = (api.get("/things/static") for _ in range(3))
    assert [reply.headers["X-Rate-Limit-Remaining"] for reply in (first, second, third)] == ["1", "0", "0"]
    assert (third.status, third["code"]) == (429, 43)
    assert 1 <= int(third.headers["Retry-After"]) <= 60
    assert other.get("/things/static").status == 200


# ---------------------------------------------------------------- repetition


def test_the_same_key_repeats_the_first_answer(api: Api):
    keyed = api.within(headers={"Idempotency-Key": "k1"})
    first, again = (keyed.post("/things", {"name": "tea"}) for _ in range(2))
    assert len(calls) == 1
    assert (again.status, again.body) == (first.status, first.body)
    other = keyed.post("/things", {"name": "coffee"})
    assert (other.status, other["code"]) == (400, 4)
    assert keyed.within(headers={}).post("/things", {"name": "coffee"}).status == 201


def test_a_key_is_a_persons_own_and_a_failure_is_not_kept(api: Api):
    other = make_api(user_id=make_person("other@example.jp"))
    for client in (api, other):
        keyed = client.within(headers={"Idempotency-Key": "k1"})
        assert keyed.post("/things", {}).status == 400
        assert keyed.post("/things", {"name": "tea"}).status == 201
    assert len(calls) == 2
