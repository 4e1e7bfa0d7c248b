"""`daicho user` and `daicho token`."""

import argparse
import json
from datetime import UTC, datetime

import pytest

from daicho.identity.cli import add_commands
from daicho.identity.queries.person_by_email import person_by_email
from daicho.identity.queries.token_holder import token_holder
from daicho.kernel.errors import NotFound

pytestmark = pytest.mark.django_db


def daicho(*words):
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    arguments = parser.parse_args(words)
    return arguments.run(arguments)


def test_a_person_is_made_disabled_and_enabled(capsys):
    assert (
        daicho("user", "create", "a@example.com", "--password", "correct horse", "--name", "花子", "--locale", "ja")
        == 0
    )
    person = person_by_email("a@example.com")
    assert person is not None
    assert (person.name, person.locale, capsys.readouterr().out) == ("花子", "ja", f"{person.user_id}\n")
    for action, active in (("disable", False), ("enable", True)):
        assert daicho("user", action, "a@example.com") == 0
        person = person_by_email("a@example.com")
        assert person is not None
        assert person.is_active is active
    with pytest.raises(NotFound, match=r"b@example\.com does not exist"):
        daicho("user", "disable", "b@example.com")


def test_a_token_is_printed_as_json(capsys, settings):
    daicho("user", "create", "a@example.com", "--password", "correct horse")
    capsys.readouterr()
    assert daicho("token", "a@example.com") == 0
    printed = json.loads(capsys.readouterr().out)
    assert set(printed) == {"access_token", "refresh_token", "client_id", "client_secret", "api_domain", "expires_in"}
    assert (printed["api_domain"], printed["expires_in"]) == (settings.DAICHO_PUBLIC_URL, 3600)
    holder = token_holder(printed["access_token"], datetime.now(UTC))
    assert holder is not None
    assert holder.allows("books", "settings.DELETE")
    assert holder.allows("inventory", "items.CREATE")


@pytest.mark.parametrize("words", [["user"], ["user", "create"], ["user", "create", "a@b.c"], ["token"]])
def test_wrong_use_exits_with_2(words, capsys):
    with pytest.raises(SystemExit) as caught:
        daicho(*words)
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err
