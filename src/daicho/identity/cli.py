"""`daicho user create|disable|enable|remove-second-factor` and `daicho token`."""

import sys
from argparse import Namespace
from datetime import UTC, datetime
from typing import Any

import orjson
from django.conf import settings

from daicho.identity.commands.create_user import create_user
from daicho.identity.commands.disable_user import disable_user
from daicho.identity.commands.enable_user import enable_user
from daicho.identity.commands.issue_tokens import issue_tokens
from daicho.identity.commands.remove_second_factor import remove_second_factor
from daicho.identity.core.token import ACCESS_TOKEN_LIFE
from daicho.identity.queries.person_by_email import person_by_email
from daicho.kernel.context import Ctx, system_actor
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _


def add_commands(commands: Any) -> None:
    """Add `user` and `token`."""
    user = commands.add_parser("user", help="people who can sign in").add_subparsers(required=True, metavar="ACTION")
    create = user.add_parser("create", help="make a person who can sign in at once")
    create.add_argument("email", metavar="EMAIL")
    create.add_argument("--password", required=True, metavar="P", help="at least 10 characters, not a common one")
    create.add_argument("--name", default="", metavar="N")
    create.add_argument("--locale", choices=("ja", "en"), default="en", help="language (default en)")
    create.set_defaults(run=run_create)
    for name, run, text in (
        ("disable", run_disable, "shut a person out: sessions and tokens end at once"),
        ("enable", run_enable, "let a disabled person sign in again"),
        ("remove-second-factor", run_remove_second_factor, "let a person in by password who lost the telephone"),
    ):
        action = user.add_parser(name, help=text)
        action.add_argument("email", metavar="EMAIL")
        action.set_defaults(run=run)
    token = commands.add_parser("token", help="register an API client for a person and print its tokens as JSON")
    token.add_argument("email", metavar="EMAIL")
    token.set_defaults(run=run_token)


def run_create(arguments: Namespace) -> int:
    """Make the person and say the id."""
    user_id = create_user(
        _ctx(), email=arguments.email, password=arguments.password, name=arguments.name, locale=arguments.locale
    )
    sys.stdout.write(f"{user_id}\n")
    return 0


def run_disable(arguments: Namespace) -> int:
    """Disable the person."""
    disable_user(_ctx(), user_id=_user_id(arguments.email))
    return 0


def run_enable(arguments: Namespace) -> int:
    """Enable the person."""
    enable_user(_ctx(), user_id=_user_id(arguments.email))
    return 0


def run_remove_second_factor(arguments: Namespace) -> int:
    """Remove the person's authenticator app and recovery codes."""
    remove_second_factor(_ctx(), user_id=_user_id(arguments.email))
    return 0


def run_token(arguments: Namespace) -> int:
    """Print one JSON object with everything an API client needs."""
    client, tokens = issue_tokens(_ctx(), email=arguments.email, client_name="daicho token")
    answer = {
        "access_token": tokens.access_token,
        "refresh_token": tokens.refresh_token,
        "client_id": client.client_id,
        "client_secret": client.client_secret,
        "api_domain": settings.DAICHO_PUBLIC_URL,
        "expires_in": int(ACCESS_TOKEN_LIFE.total_seconds()),
    }
    sys.stdout.write(orjson.dumps(answer).decode() + "\n")
    return 0


def _user_id(email: str) -> int:
    person = person_by_email(email)
    if person is None:
        raise NotFound(_("%(entity)s does not exist."), {"entity": email})
    return person.user_id


def _ctx() -> Ctx:
    now = datetime.now(UTC)  # tidy: allow clock: the command line is an edge
    return Ctx(
        organization_id=0,
        actor=system_actor(),
        now=now,
        today=now.date(),
        locale="en",
        time_zone="UTC",
        request_id="command line",
        channel="cli",
    )
