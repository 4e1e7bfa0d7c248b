"""Tokens: who holds them, how they end, what is stored."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections

from daicho.identity.commands.disable_user import disable_user
from daicho.identity.commands.enable_user import enable_user
from daicho.identity.commands.exchange_code import exchange_code
from daicho.identity.commands.issue_tokens import issue_tokens
from daicho.identity.commands.refresh_access import refresh_access
from daicho.identity.core.scopes import FULL_ACCESS
from daicho.identity.core.token import TokenRefused
from daicho.identity.models import AccessToken, ApiClient, AuthorizationCode, RefreshToken, User
from daicho.identity.queries.token_holder import token_holder
from daicho.kernel.errors import Forbidden, InvalidInput, NotFound
from daicho.platform.db.scope import organization_scope
from daicho.platform.models import AuditRecord
from tests.build.context import NOW, context
from tests.build.people import CALLBACK, SCOPES, make_client, make_code, make_person

pytestmark = pytest.mark.django_db


def exchange(ctx, client, code):
    return exchange_code(
        ctx, client_id=client.client_id, client_secret=client.client_secret, code=code, redirect_uri=CALLBACK
    )


def refresh(ctx, client, tokens):
    return refresh_access(
        ctx, client_id=client.client_id, client_secret=client.client_secret, refresh_token=tokens.refresh_token
    )


@pytest.fixture
def person():
    return make_person()


@pytest.fixture
def program(person):
    return make_client(person)


def test_who_holds_a_token(person, program):
    tokens = exchange(person, program, make_code(person, program))
    holder = token_holder(tokens.access_token, NOW)
    assert holder is not None
    assert (holder.user_id, holder.name, holder.email) == (person.actor.user_id, "Hanako Sato", "hanako@example.com")
    assert (holder.scopes, holder.locale, holder.client_id) == (SCOPES, "en", program.client_id)
    assert holder.allows("books", "contacts.READ")
    assert not holder.allows("books", "contacts.CREATE")
    assert token_holder(tokens.access_token, NOW + timedelta(minutes=59)) is not None
    assert token_holder(tokens.access_token, NOW + timedelta(hours=1)) is None
    assert token_holder("unknown", NOW) is None
    assert token_holder(tokens.refresh_token, NOW) is None


def test_a_code_dies_after_60_seconds(person, program):
    code = make_code(person, program)
    with pytest.raises(TokenRefused, match="invalid_code"):
        exchange(replace(person, now=NOW + timedelta(seconds=60)), program, code)


def test_the_twenty_first_refresh_token_evicts_the_oldest(person, program):
    held = [exchange(person, program, make_code(person, program)) for _ in range(21)]
    assert RefreshToken.objects.count() == 20
    with pytest.raises(TokenRefused, match="invalid_code"):
        refresh(person, program, held[0])
    assert token_holder(held[0].access_token, NOW) is None
    assert refresh(person, program, held[1]).access_token


def test_another_persons_tokens_do_not_count(person, program):
    taro = make_person("taro@example.com", "Taro")
    kept = exchange(taro, program, make_code(taro, program))
    for _ in range(21):
        exchange(person, program, make_code(person, program))
    assert refresh(taro, program, kept).access_token


def test_expired_rows_go_when_the_next_token_is_made(person, program):
    tokens = exchange(person, program, make_code(person, program))
    make_code(person, program)
    refresh(replace(person, now=NOW + timedelta(hours=2)), program, tokens)
    assert AccessToken.objects.count() == 1
    assert not AuthorizationCode.objects.exists()


def test_disabling_ends_everything_at_once_and_enabling_brings_none_of_it_back(client, person, program):
    tokens = exchange(person, program, make_code(person, program))
    code = make_code(person, program)
    client.post("/account/login/", {"login": "hanako@example.com", "password": "correct horse"})
    assert Session.objects.count() == 1
    disable_user(context(0), user_id=person.actor.user_id)
    assert not Session.objects.exists()
    enable_user(context(0), user_id=person.actor.user_id)
    assert token_holder(tokens.access_token, NOW) is None
    for call in (lambda: refresh(person, program, tokens), lambda: exchange(person, program, code)):
        with pytest.raises(TokenRefused, match="invalid_code"):
            call()


def test_a_disabled_person_holds_nothing_even_where_rows_are_left(person, program):
    tokens = exchange(person, program, make_code(person, program))
    User.objects.update(is_active=False)
    assert token_holder(tokens.access_token, NOW) is None
    with pytest.raises(TokenRefused, match="invalid_code"):
        refresh(person, program, tokens)


def test_only_operators_disable_people(person):
    with pytest.raises(Forbidden):
        disable_user(person, user_id=person.actor.user_id)
    with pytest.raises(NotFound):
        disable_user(context(0), user_id=5)
    with pytest.raises(NotFound):
        enable_user(context(0), user_id=5)


def test_nothing_secret_is_stored(person, program):
    code = make_code(person, program)
    tokens = exchange(person, program, code)
    stored = "".join(
        str(list(model.objects.values())) for model in (ApiClient, AuthorizationCode, RefreshToken, AccessToken)
    )
    with organization_scope(0):
        stored += str(list(AuditRecord.objects.values()))
    for secret in (program.client_secret, code, tokens.access_token, tokens.refresh_token):
        assert secret not in stored


def test_secrets_are_compared_in_constant_time():
    import inspect

    from daicho.identity.commands import _tokens

    assert "hmac.compare_digest" in inspect.getsource(_tokens.proven_client)


def test_tokens_from_the_command_line(person):
    client, tokens = issue_tokens(context(0), email="Hanako@example.com", client_name="script")
    holder = token_holder(tokens.access_token, NOW)
    assert holder is not None
    assert holder.scopes == frozenset(FULL_ACCESS)
    assert refresh(person, client, tokens).access_token
    with pytest.raises(NotFound):
        issue_tokens(context(0), email="nobody@example.com", client_name="script")


def test_redirect_addresses_are_compared_exactly(person, program):
    with pytest.raises(InvalidInput):
        make_code(person, program, redirect_uri=CALLBACK + "&y=2")
    with pytest.raises(InvalidInput):
        make_code(person, program, redirect_uri="")


@pytest.mark.django_db(transaction=True)
def test_of_two_exchanges_at_one_moment_one_succeeds():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one command run at a time")
    person = make_person()
    program = make_client(person)
    code = make_code(person, program)

    def attempt(_number):
        try:
            return bool(exchange(person, program, code).access_token)
        except TokenRefused:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(attempt, range(4))) == 1
