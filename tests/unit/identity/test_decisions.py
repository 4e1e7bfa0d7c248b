"""Codes, tokens, scopes, redirect addresses."""

from datetime import timedelta

import pytest

from daicho.identity.core.browser import browser_in_words
from daicho.identity.core.person import display_name
from daicho.identity.core.redirect import is_redirect_uri
from daicho.identity.core.scopes import FULL_ACCESS, Scope, allows, parse_scope, scope_set
from daicho.identity.core.token import CODE_LIFE, Code, code_error, evicted, is_client_id, secret_hash
from tests.build.context import NOW

CALLBACK = "https://client.example/callback"


def code(**changes):
    given = {"client_id": 7, "redirect_uri": CALLBACK, "expires_at": NOW + CODE_LIFE, "used": False, **changes}
    return Code(**given)


@pytest.mark.parametrize(
    ("found", "redirect_uri", "seconds", "error"),
    [
        (code(), CALLBACK, 0, ""),
        (code(), CALLBACK, 59, ""),
        (code(), CALLBACK, 60, "invalid_code"),
        (code(used=True), CALLBACK, 0, "invalid_code"),
        (code(client_id=8), CALLBACK, 0, "invalid_code"),
        (None, CALLBACK, 0, "invalid_code"),
        (code(), CALLBACK + "/", 0, "invalid_redirect_uri"),
        (code(), "", 0, "invalid_redirect_uri"),
        (code(redirect_uri=""), "", 0, ""),
        (code(redirect_uri=""), "whatever a self client sends", 0, ""),
    ],
)
def test_when_a_code_gives_tokens(found, redirect_uri, seconds, error):
    now = NOW + timedelta(seconds=seconds)
    assert code_error(found, client_id=7, redirect_uri=redirect_uri, now=now) == error


@pytest.mark.parametrize(
    ("held", "gone"), [([], []), (list(range(19)), []), (list(range(20)), [0]), (list(range(22)), [0, 1, 2])]
)
def test_the_oldest_refresh_token_gives_way_to_the_twenty_first(held, gone):
    assert evicted(held) == gone


def test_hashes_are_sha_256_and_take_any_text():
    assert secret_hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert len(secret_hash("\udc00台帳")) == 64


@pytest.mark.parametrize(("text", "good"), [("1000." + "A0" * 15, True), ("1000.a", False), ("", False), ("\0", False)])
def test_client_ids(text, good):
    assert is_client_id(text) is good


def test_scopes_are_taken_apart_without_regard_to_case():
    assert scope_set(" ZohoBooks.Contacts.READ, zohoinventory.items.ALL\nx ") == {
        "zohobooks.contacts.read",
        "zohoinventory.items.all",
        "x",
    }
    assert parse_scope("ZohoInventory.Items.Create") == Scope("inventory", "items", "create")
    assert parse_scope("ZohoBooks.fullaccess.all") == Scope("books", "fullaccess", "all")
    for wrong in (
        "",
        "x",
        "ZohoBooks.items.READ",
        "ZohoBooks.contacts",
        "ZohoBooks.contacts.SEE",
        "zohocrm.contacts.read",
    ):
        assert parse_scope(wrong) is None
    assert parse_scope("ZohoBooks.fullaccess.read") is None


@pytest.mark.parametrize(
    ("scopes", "application", "wanted", "allowed"),
    [
        ("zohobooks.contacts.read", "books", "contacts.READ", True),
        ("zohobooks.contacts.read", "books", "contacts.CREATE", False),
        ("zohobooks.contacts.read", "inventory", "contacts.READ", False),
        ("zohobooks.contacts.all", "books", "contacts.DELETE", True),
        ("zohobooks.contacts.all", "books", "items.READ", False),
        (FULL_ACCESS[0], "books", "settings.UPDATE", True),
        (FULL_ACCESS[0], "inventory", "settings.UPDATE", False),
        ("", "books", "contacts.READ", False),
    ],
)
def test_what_scopes_allow(scopes, application, wanted, allowed):
    assert allows(scope_set(scopes), application, wanted) is allowed


@pytest.mark.parametrize(
    ("uri", "good"),
    [
        (CALLBACK, True),
        ("http://localhost:3000/cb?x=1&y=%20", True),
        ("http://[::1]:8000/", True),
        ("https://a.example", True),
        ("https://a.example?x", True),
        ("", False),
        ("a.example/cb", False),
        ("//a.example/cb", False),
        ("javascript:alert(1)", False),
        ("https://a.example/#x", False),
        ("https://a.example/ x", False),
        ("https://a.example/\\evil", False),
        ("https://a.example/\nSet-Cookie:x", False),
        ("https://a@b.example/", False),
        ("https://a;b.example/", False),
        ("https://a.example:port/", False),
        ("https://例え.example/", False),
        ("https://a.example/" + "x" * 2000, False),
    ],
)
def test_redirect_addresses(uri, good):
    assert is_redirect_uri(uri) is good


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Linux"),
        ("curl/8.0", "curl/8.0"),
        ("", ""),
    ],
)
def test_browsers_in_words(user_agent, words):
    assert browser_in_words(user_agent) == words


def test_a_person_has_always_a_name():
    assert (display_name("Hanako", "a@b.c"), display_name("", "a@b.c")) == ("Hanako", "a@b.c")
