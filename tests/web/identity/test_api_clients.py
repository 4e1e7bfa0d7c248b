"""API clients: registered, consented to, revoked."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client

from daicho.identity.models import AccessToken, ApiClient, AuthorizationCode, RefreshToken
from tests.build.people import CALLBACK, PASSWORD, make_client, make_code, make_person

pytestmark = pytest.mark.django_db
PAGES = "/account/api-clients/"


@pytest.fixture
def person():
    return make_person()


@pytest.fixture
def browser(person):
    return signed_in("hanako@example.com")


def signed_in(email):
    client = Client()
    client.post("/account/login/", {"login": email, "password": PASSWORD})
    return client


def ask(client, program, **changes):
    parameters = {
        "response_type": "code",
        "client_id": program.client_id,
        "redirect_uri": CALLBACK,
        "scope": "ZohoBooks.contacts.READ,ZohoInventory.FullAccess.all",
        "state": "a b&c",
        "access_type": "offline",
        "prompt": "consent",
        **changes,
    }
    return "/oauth/v2/auth?" + urlencode({name: value for name, value in parameters.items() if value is not None})


def sent_back(response):
    assert response.status_code == 302
    location = response.headers["Location"]
    assert location.startswith(CALLBACK + "&")
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def test_consent_gives_a_code_that_becomes_tokens(browser, person):
    program = make_client(person)
    url = ask(browser, program)
    page = browser.get(url)
    text = page.content.decode()
    assert "Warehouse robot" in text
    assert "Contacts" in text
    assert "form-action 'self' https://client.example" in page.headers["Content-Security-Policy"]
    answer = sent_back(browser.post(url, {"decision": "allow"}))
    assert (answer["state"], answer["x"]) == ("a b&c", "1")
    given = {
        "grant_type": "authorization_code",
        "client_id": program.client_id,
        "client_secret": program.client_secret,
        "redirect_uri": CALLBACK,
        "code": answer["code"],
    }
    tokens = Client().post("/oauth/v2/token", given).json()
    assert set(tokens) >= {"access_token", "refresh_token"}
    page = browser.get(PAGES).content.decode()
    assert "1 refresh token" in page
    access = RefreshToken.objects.get()
    assert browser.post(f"/account/access/{access.id}/revoke/").status_code == 302
    assert not RefreshToken.objects.exists()
    assert not AccessToken.objects.exists()


def test_a_stranger_signs_in_first(person):
    url = ask(Client(), make_client(person))
    response = Client().get(url)
    assert response.headers["Location"].startswith("/account/login/?next=%2Foauth%2Fv2%2Fauth")


def test_no_is_told_to_the_program(browser, person):
    answer = sent_back(browser.post(ask(browser, make_client(person)), {"decision": "deny"}))
    assert answer == {"error": "access_denied", "state": "a b&c", "x": "1"}
    assert not AuthorizationCode.objects.exists()


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": None}, "unsupported_response_type"),
        ({"scope": "ZohoCRM.modules.ALL"}, "invalid_scope"),
        ({"scope": ""}, "invalid_scope"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_errors_go_back_to_the_program(browser, person, changes, word, method):
    response = getattr(browser, method)(ask(browser, make_client(person), **changes))
    assert sent_back(response)["error"] == word


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": CALLBACK + "/"},
        {"redirect_uri": None},
        {"client_id": "1000.NOBODY"},
        {"client_id": None},
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_is_sent_to_an_address_that_is_not_registered(browser, person, changes, method):
    response = getattr(browser, method)(ask(browser, make_client(person), **changes), {"decision": "allow"})
    assert response.status_code == 400 or "Location" not in response.headers
    assert not AuthorizationCode.objects.exists()


def test_the_secret_is_shown_once_and_stored_hashed(browser):
    form = {"name": "Shop", "kind": "server", "redirect_uris": "https://a.example/x\r\nhttp://localhost:3000/cb"}
    page = browser.post(PAGES + "new/", form)
    shown = page.context["client"]
    assert shown.client_secret in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    row = ApiClient.objects.get()
    assert shown.client_secret not in str(vars(row))
    assert row.redirect_uris == "https://a.example/x\nhttp://localhost:3000/cb"
    assert shown.client_secret not in browser.get(PAGES).content.decode()


@pytest.mark.parametrize(
    ("kind", "redirect_uris"),
    [
        ("server", ""),
        ("server", "javascript:alert(1)"),
        ("server", "ftp://a.example/"),
        ("server", "https://a.example/#x"),
        ("server", "https://user@a.example/"),
        ("server", "https://a.example;script-src%20*/"),
        ("server", "/callback"),
        ("nonsense", "https://a.example/"),
    ],
)
def test_bad_clients_are_refused_with_the_form(browser, kind, redirect_uris):
    page = browser.post(PAGES + "new/", {"name": "Shop", "kind": kind, "redirect_uris": redirect_uris})
    assert page.status_code == 422
    assert page.context["form"].errors
    assert not ApiClient.objects.exists()


def test_a_self_client_gets_its_code_from_the_page(browser):
    shown = browser.post(PAGES + "new/", {"name": "Script", "kind": "self"}).context["client"]
    url = f"{PAGES}{shown.id}/code/"
    assert browser.get(url).status_code == 200
    refused = browser.post(url, {"scope": "ZohoBooks.nothing.READ", "minutes": "10"})
    assert "zohobooks.nothing.read" in refused.content.decode()
    page = browser.post(url, {"scope": "ZohoBooks.contacts.READ", "minutes": "10"})
    code = page.context["code"]
    assert code in page.content.decode()
    assert code not in str(AuthorizationCode.objects.values())
    given = {"grant_type": "authorization_code", "client_id": shown.client_id, "client_secret": shown.client_secret}
    assert "refresh_token" in Client().post("/oauth/v2/token", {**given, "code": code}).json()


def test_revoke_and_delete(browser, person):
    program = make_client(person)
    code = make_code(person, program)
    assert browser.post(f"{PAGES}{program.id}/revoke/").status_code == 302
    assert not AuthorizationCode.objects.exists()
    assert code
    assert browser.post(f"{PAGES}{program.id}/delete/").status_code == 302
    assert not ApiClient.objects.exists()


@pytest.mark.parametrize("path", ["revoke/", "delete/", "code/"])
def test_the_client_of_another_person_is_out_of_reach(browser, path):
    taro = make_person("taro@example.com", "Taro")
    program = make_client(taro, "self")
    assert browser.post(f"{PAGES}{program.id}/{path}").status_code == 404
    assert ApiClient.objects.exists()


def test_another_persons_self_client_cannot_be_consented_to(browser):
    program = make_client(make_person("taro@example.com", "Taro"), "self")
    assert browser.get(ask(browser, program, redirect_uri="")).status_code == 400
