"""Whatever is sent, nothing fails: the test client raises what would be a 500."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.build.people import PASSWORD, make_client, make_person

pytestmark = pytest.mark.django_db
JUNK = ["", "\0", "x" * 20_000, "\u202e９' OR 1=1 --<script>"]
FIELDS = [
    "login",
    "password",
    "email",
    "password1",
    "password2",
    "oldpassword",
    "name",
    "locale",
    "kind",
    "redirect_uris",
    "scope",
    "minutes",
    "code",
    "next",
    "action_add",
    "action_send",
    "action_remove",
    "language",
    "decision",
    "grant_type",
    "client_id",
    "client_secret",
    "refresh_token",
    "redirect_uri",
    "token",
]
PATHS = (
    "/account/login/",
    "/account/signup/",
    "/account/logout/",
    "/account/language/",
    "/account/email/",
    "/account/confirm-email/",
    "/account/confirm-email/x/",
    "/account/reauthenticate/",
    "/account/password/change/",
    "/account/password/set/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/done/",
    "/account/password/reset/key/0-x/",
    "/account/password/reset/key/zzzzzzzzzzzzzzzzzz-set-password/",
    "/account/login/code/confirm/",
    "/account/profile/",
    "/account/sessions/",
    "/account/second-factor/",
    "/account/second-factor/authenticate/",
    "/account/second-factor/reauthenticate/",
    "/account/second-factor/totp/activate/",
    "/account/second-factor/totp/deactivate/",
    "/account/second-factor/recovery-codes/",
    "/account/second-factor/recovery-codes/generate/",
    "/account/second-factor/recovery-codes/download/",
    "/account/api-clients/",
    "/account/api-clients/new/",
    "/oauth/v2/auth",
    "/oauth/v2/token",
    "/oauth/v2/token/revoke",
)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("signed_in", [True, False])
def test_no_page_fails(path, signed_in):
    cache.clear()
    make_person()
    for junk in JUNK:
        client = Client()
        if signed_in:
            client.post("/account/login/", {"login": "hanako@example.com", "password": PASSWORD})
        given = dict.fromkeys(FIELDS, junk)
        answers = [client.get(path, given), client.post(path, given)]
        assert all(answer.status_code < 500 for answer in answers)


@pytest.mark.parametrize("grant_type", ["authorization_code", "refresh_token"])
@pytest.mark.parametrize("junk", JUNK)
def test_the_token_endpoint_never_fails(grant_type, junk):
    program = make_client(make_person())
    good = {"grant_type": grant_type, "client_id": program.client_id, "client_secret": program.client_secret}
    for name in ("client_id", "client_secret", "code", "refresh_token", "redirect_uri"):
        assert "error" in Client().post("/oauth/v2/token", {**good, name: junk}).json()


@pytest.mark.parametrize(
    "content_type", ["", "application/json", "multipart/form-data", "multipart/form-data; boundary=x"]
)
def test_any_body_is_answered(content_type):
    for path in ("/oauth/v2/token", "/oauth/v2/token/revoke"):
        assert Client().post(path, b"\xff\0{", content_type=content_type).status_code in {200, 400}
