"""The token endpoint, as Zoho's clients call it."""

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from django.test import Client

from daicho.identity.queries.token_holder import token_holder
from tests.build.people import CALLBACK, SCOPES, make_client, make_code, make_person

pytestmark = pytest.mark.django_db
TOKEN_URL = "/oauth/v2/token"


@pytest.fixture
def person():
    return replace(make_person(), now=datetime.now(UTC))


@pytest.fixture
def program(person):
    return make_client(person)


def by_query(parameters, url=TOKEN_URL):
    return Client(enforce_csrf_checks=True).post(f"{url}?{urlencode(parameters)}", content_type="").json()


def by_form(parameters, url=TOKEN_URL):
    form = "application/x-www-form-urlencoded"
    return Client(enforce_csrf_checks=True).post(url, urlencode(parameters), content_type=form).json()


def by_multipart(parameters, url=TOKEN_URL):
    return Client(enforce_csrf_checks=True).post(url, parameters).json()


def by_both(parameters, url=TOKEN_URL):
    form = "application/x-www-form-urlencoded"
    grant = {"grant_type": parameters["grant_type"]}
    rest = {name: value for name, value in parameters.items() if name != "grant_type"}
    return Client().post(f"{url}?{urlencode(grant)}", urlencode(rest), content_type=form).json()


def code_parameters(person, program, **changes):
    return {
        "grant_type": "authorization_code",
        "client_id": program.client_id,
        "client_secret": program.client_secret,
        "redirect_uri": CALLBACK,
        "code": changes.pop("code", None) or make_code(person, program),
        **changes,
    }


def refresh_parameters(program, refresh_token, **changes):
    return {
        "grant_type": "refresh_token",
        "client_id": program.client_id,
        "client_secret": program.client_secret,
        "refresh_token": refresh_token,
        **changes,
    }


@pytest.mark.parametrize("call", [by_query, by_form, by_multipart, by_both])
@pytest.mark.parametrize("url", [TOKEN_URL, f"{TOKEN_URL}/"])
def test_code_and_refresh_token_in_every_style(person, program, settings, call, url):
    answer = call(code_parameters(person, program), url)
    assert set(answer) == {"access_token", "refresh_token", "api_domain", "token_type", "expires_in"}
    assert (answer["api_domain"], answer["token_type"]) == (settings.DAICHO_PUBLIC_URL, "Bearer")
    assert answer["expires_in"] == 3600
    again = call(refresh_parameters(program, answer["refresh_token"]), url)
    assert set(again) == {"access_token", "api_domain", "token_type", "expires_in"}
    once_more = call(refresh_parameters(program, answer["refresh_token"]), url)
    tokens = {answer["access_token"], again["access_token"], once_more["access_token"]}
    assert len(tokens) == 3
    for token in tokens:
        holder = token_holder(token, person.now)
        assert holder is not None
        assert (holder.user_id, holder.scopes, holder.client_id) == (person.actor.user_id, SCOPES, program.client_id)


def test_redirect_url_is_an_alias(person, program):
    parameters = code_parameters(person, program)
    parameters["redirect_url"] = parameters.pop("redirect_uri")
    assert "access_token" in by_form(parameters)


def test_online_access_gets_no_refresh_token(person, program):
    answer = by_query(code_parameters(person, program, code=make_code(person, program, offline=False)))
    assert "access_token" in answer
    assert "refresh_token" not in answer


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": ""}, "unsupported_grant_type"),
        ({"client_id": "1000.NOBODY"}, "invalid_client"),
        ({"client_id": "\0"}, "invalid_client"),
        ({"client_secret": "wrong"}, "invalid_client"),
        ({"client_secret": ""}, "invalid_client"),
        ({"code": "wrong"}, "invalid_code"),
        ({"code": "\0"}, "invalid_code"),
        ({"code": "1000.x"}, "invalid_code"),
        ({"redirect_uri": "https://client.example/callback"}, "invalid_redirect_uri"),
        ({"redirect_uri": ""}, "invalid_redirect_uri"),
    ],
)
def test_errors_are_words_with_status_200(person, program, changes, word):
    response = Client().post(TOKEN_URL, code_parameters(person, program, **changes))
    assert (response.status_code, response.json()) == (200, {"error": word})
    assert "no-store" in response.headers["Cache-Control"]


def test_nothing_given():
    assert by_query({}) == {"error": "unsupported_grant_type"}
    assert Client().get(TOKEN_URL).status_code == 405
    assert Client().post(TOKEN_URL, "{not json", content_type="application/json").json()["error"]


def test_a_code_is_good_once(person, program):
    parameters = code_parameters(person, program)
    assert "access_token" in by_query(parameters)
    assert by_query(parameters) == {"error": "invalid_code"}


def test_a_code_or_refresh_token_is_bound_to_its_client(person, program):
    other = make_client(person)
    theirs = {"client_id": other.client_id, "client_secret": other.client_secret}
    assert by_query(code_parameters(person, program, **theirs)) == {"error": "invalid_code"}
    refresh_token = by_query(code_parameters(person, program))["refresh_token"]
    assert by_query(refresh_parameters(program, refresh_token, **theirs)) == {"error": "invalid_code"}
    assert by_query(refresh_parameters(program, "wrong")) == {"error": "invalid_code"}
    assert by_query(refresh_parameters(program, refresh_token, client_secret="x")) == {"error": "invalid_client"}


def test_a_self_clients_code_needs_no_redirect_address(person):
    program = make_client(person, "self")
    parameters = {
        "grant_type": "authorization_code",
        "client_id": program.client_id,
        "client_secret": program.client_secret,
        "code": make_code(person, program, redirect_uri=""),
    }
    answer = by_query(parameters)
    assert "refresh_token" in answer


@pytest.mark.parametrize("url", ["/oauth/v2/token/revoke", "/oauth/v2/token/revoke/"])
def test_revoking_a_refresh_token_ends_its_access_tokens(person, program, url):
    answer = by_query(code_parameters(person, program))
    refreshed = by_query(refresh_parameters(program, answer["refresh_token"]))
    assert Client().post(f"{url}?{urlencode({'token': answer['refresh_token']})}").json() == {"status": "success"}
    assert token_holder(answer["access_token"], person.now) is None
    assert token_holder(refreshed["access_token"], person.now) is None
    assert by_query(refresh_parameters(program, answer["refresh_token"])) == {"error": "invalid_code"}


def test_revoking_an_access_token_leaves_the_rest(person, program):
    answer = by_query(code_parameters(person, program))
    refreshed = by_query(refresh_parameters(program, answer["refresh_token"]))
    Client().post("/oauth/v2/token/revoke", {"token": answer["access_token"]})
    assert token_holder(answer["access_token"], person.now) is None
    assert token_holder(refreshed["access_token"], person.now) is not None
    assert Client().post("/oauth/v2/token/revoke", {"token": "unknown"}).json() == {"status": "success"}
