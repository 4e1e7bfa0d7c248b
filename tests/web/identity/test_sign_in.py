"""From sign-up to the second factor, page by page."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from daicho.identity.commands.disable_user import disable_user
from daicho.identity.commands.enable_user import enable_user
from daicho.identity.commands.remove_second_factor import remove_second_factor
from daicho.identity.core.person import acting_person
from daicho.identity.queries.person_by_email import person_by_email
from tests.build.context import context
from tests.build.people import PASSWORD, make_person

pytestmark = pytest.mark.django_db
EMAIL = "hanako@example.com"
SIGN_IN = "/account/login/"


@pytest.fixture(autouse=True)
def _empty_counters():
    from django.core.cache import cache

    cache.clear()


def sign_in(client, email=EMAIL, password=PASSWORD):
    return client.post(SIGN_IN, {"login": email, "password": password})


def is_signed_in(client):
    return client.get("/account/profile/").status_code == 200


def prove_again(client):
    assert client.get("/account/reauthenticate/").status_code == 200
    assert client.post("/account/reauthenticate/", {"password": PASSWORD}).status_code == 302


def link_in(message):
    (link,) = re.findall(r"http://\S+?(/account/\S+)", message.body)
    return link


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_up(client, email=EMAIL):
    form = {"name": "佐藤花子", "email": email, "password1": PASSWORD, "password2": PASSWORD}
    return client.post("/account/signup/", form, headers={"Accept-Language": "ja"})


def test_sign_up_verify_sign_in(client, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    assert sign_up(client).status_code == 302
    person = person_by_email(EMAIL)
    assert person is not None
    assert (person.name, person.locale) == ("佐藤花子", "ja")
    assert not is_signed_in(client)
    sign_in(client)
    assert not is_signed_in(client)
    link = link_in(mail.outbox[0])
    assert mail.outbox[0].body.count(settings.DAICHO_PUBLIC_URL) == 1
    assert EMAIL in client.get(link).content.decode()
    client.post(link)
    assert EmailAddress.objects.get(email=EMAIL).verified
    sign_in(client)
    assert is_signed_in(client)
    client.post("/account/logout/")
    assert not is_signed_in(client)


def test_without_a_mail_server_nobody_is_locked_out(client, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "optional"
    sign_up(client)
    assert is_signed_in(client)


def test_signing_up_twice_tells_only_the_owner(client, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    make_person()
    taken, fresh = sign_up(client), sign_up(Client(), "new@example.com")
    assert (taken.status_code, taken.headers["Location"]) == (fresh.status_code, fresh.headers["Location"])
    assert [message.to for message in mail.outbox] == [[EMAIL], ["new@example.com"]]


def test_a_page_of_the_language_of_the_person(client):
    make_person(locale="ja")
    sign_in(client)
    page = client.get("/account/profile/", headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="ja"' in page


def test_profile_is_kept(client):
    ctx = make_person()
    sign_in(client)
    assert client.post("/account/profile/", {"name": "", "locale": "ja"}).status_code == 422
    assert client.post("/account/profile/", {"name": "H. Sato", "locale": "xx"}).status_code == 422
    assert client.post("/account/profile/", {"name": "H. Sato", "locale": "ja"}).status_code == 302
    person = person_by_email(EMAIL)
    assert person is not None
    assert (person.user_id, person.name, person.locale) == (ctx.actor.user_id, "H. Sato", "ja")


def test_wrong_password_and_unknown_address_look_alike(client):
    make_person()
    wrong = sign_in(client, password="wrong password")
    unknown = sign_in(Client(), email="nobody@example.com", password="wrong password")
    strip = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|value="\w+@example.com"|[0-9a-f]{32}')
    assert wrong.status_code == unknown.status_code == 200
    assert strip.sub("", wrong.content.decode()) == strip.sub("", unknown.content.decode())


def test_failed_sign_ins_are_limited(client):
    make_person()
    for _ in range(5):
        sign_in(client, password="wrong password")
    assert "Too many failed login attempts" in sign_in(client).content.decode()
    assert not is_signed_in(client)


def test_requests_for_a_reset_are_limited(client):
    answers = [client.post("/account/password/reset/", {"email": EMAIL}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "Too many attempts" in answers[-1].content.decode()


def test_sign_up_leads_on_to_where_it_began(client):
    form = {"name": "Taro", "email": EMAIL, "password1": PASSWORD, "password2": PASSWORD, "next": "/account/profile/"}
    assert 'name="next"' in client.get("/account/signup/?next=/account/profile/").content.decode()
    assert client.post("/account/signup/", form).headers["Location"] == "/account/profile/"


def test_password_reset(client):
    make_person()
    known = client.post("/account/password/reset/", {"email": EMAIL})
    unknown = Client().post("/account/password/reset/", {"email": "nobody@example.com"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert [message.to for message in mail.outbox] == [[EMAIL], ["nobody@example.com"]]
    page = client.get(link_in(mail.outbox[0]), follow=True)
    form = {"password1": "battery staple 9", "password2": "battery staple 9"}
    assert client.post(page.redirect_chain[-1][0], form).status_code == 302
    sign_in(client)
    assert not is_signed_in(client)
    sign_in(client, password="battery staple 9")
    assert is_signed_in(client)
    assert "invalid" not in client.get(link_in(mail.outbox[0])).content.decode()


def test_changing_the_password_ends_other_sessions(client):
    make_person()
    other = Client()
    sign_in(client)
    sign_in(other)
    form = {"oldpassword": PASSWORD, "password1": "battery staple 9", "password2": "battery staple 9"}
    assert client.post("/account/password/change/", form).status_code == 302
    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_changing_the_address(client):
    make_person()
    sign_in(client)
    first = client.post("/account/email/", {"email": "new@example.com", "action_add": ""})
    assert first.headers["Location"].startswith("/account/reauthenticate/")
    prove_again(client)
    assert client.post("/account/email/", {"email": "new@example.com", "action_add": ""}).status_code == 302
    assert person_by_email("new@example.com") is None
    page = client.get("/account/email/").content.decode()
    assert "new@example.com" in page
    client.post(link_in(mail.outbox[0]))
    assert person_by_email("new@example.com") is not None
    assert person_by_email(EMAIL) is None


def turn_on_second_factor(client):
    sign_in(client)
    prove_again(client)
    page = client.get("/account/second-factor/totp/activate/")
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert client.post("/account/second-factor/totp/activate/", {"code": code_of(secret)}).status_code == 302
    page = client.get("/account/second-factor/recovery-codes/")
    return secret, page.context["unused_codes"]


def test_second_factor_and_recovery_codes(client):
    make_person()
    _secret, recovery_codes = turn_on_second_factor(client)
    assert len(recovery_codes) == 10
    for path in ("", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/", "recovery-codes/download/"):
        assert client.get(f"/account/second-factor/{path}").status_code == 200
    fresh = Client()
    assert sign_in(fresh).headers["Location"].startswith("/account/second-factor/authenticate/")
    assert not is_signed_in(fresh)
    assert fresh.get("/account/second-factor/authenticate/").status_code == 200
    assert fresh.post("/account/second-factor/authenticate/", {"code": "000000"}).status_code == 200
    assert not is_signed_in(fresh)
    fresh.post("/account/second-factor/authenticate/", {"code": recovery_codes[0]})
    assert is_signed_in(fresh)
    again = Client()
    sign_in(again)
    again.post("/account/second-factor/authenticate/", {"code": recovery_codes[0]})
    assert not is_signed_in(again)
    client.post("/account/second-factor/totp/deactivate/")
    last = Client()
    sign_in(last)
    assert is_signed_in(last)


def test_an_operator_can_remove_a_lost_second_factor(client):
    ctx = make_person()
    turn_on_second_factor(client)
    remove_second_factor(context(0), user_id=acting_person(ctx))
    fresh = Client()
    sign_in(fresh)
    assert is_signed_in(fresh)


def test_sessions_are_listed_and_ended(client):
    make_person()
    other, third = Client(), Client()
    for one in (client, other, third):
        sign_in(one)
    page = client.get("/account/sessions/")
    rows = page.context["sessions"]
    assert [row.is_current for row in rows] == [False, False, True]
    assert client.post(f"/account/sessions/{rows[1].id}/end/").status_code == 302
    assert not is_signed_in(other)
    assert is_signed_in(third)
    client.post("/account/sessions/")
    assert not is_signed_in(third)
    assert is_signed_in(client)


def test_the_session_of_another_person_is_out_of_reach(client):
    make_person()
    make_person("taro@example.com", "Taro")
    other = Client()
    sign_in(client)
    sign_in(other, email="taro@example.com")
    row = other.get("/account/sessions/").context["sessions"][0]
    assert client.post(f"/account/sessions/{row.id}/end/").status_code == 404
    assert is_signed_in(other)


def test_a_disabled_person_is_out_at_once(client):
    ctx = make_person()
    sign_in(client)
    assert is_signed_in(client)
    disable_user(context(0), user_id=acting_person(ctx))
    assert not is_signed_in(client)
    assert sign_in(client).headers["Location"] == "/account/inactive/"
    assert "disabled" in client.get("/account/inactive/").content.decode()
    assert not is_signed_in(client)
    enable_user(context(0), user_id=acting_person(ctx))
    sign_in(client)
    assert is_signed_in(client)


def test_a_session_that_disabling_does_not_know_ends_too(client):
    from django.contrib.auth import get_user_model

    ctx = make_person()
    sign_in(client)
    get_user_model().objects.filter(id=acting_person(ctx)).update(is_active=False)
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "path",
    ["profile/", "sessions/", "email/", "password/change/", "second-factor/", "api-clients/", "api-clients/new/"],
)
def test_strangers_are_sent_to_sign_in_and_back(client, path):
    response = client.get(f"/account/{path}")
    assert response.status_code == 302
    assert response.headers["Location"].startswith(f"{SIGN_IN}?next=")


def test_a_form_sent_twice_at_one_moment_makes_one_person(client, monkeypatch):
    from allauth.account.internal.flows import manage_email

    make_person()
    monkeypatch.setattr(manage_email, "email_already_exists", lambda value: (value, False))
    response = sign_up(client)
    assert (response.status_code, response.headers["Location"]) == (302, SIGN_IN)
    assert person_by_email(EMAIL) is not None


def test_a_mail_server_that_does_not_answer_is_no_fault_of_ours(client, settings):
    make_person()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    page = client.post("/account/password/reset/", {"email": EMAIL}, follow=True)
    assert "could not be sent" in page.content.decode()


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_sign_in_sends_nobody_elsewhere(client, where):
    make_person()
    response = client.post(SIGN_IN, {"login": EMAIL, "password": PASSWORD, "next": where})
    assert response.headers["Location"] == "/"
