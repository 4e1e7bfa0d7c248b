"""Tokens and codes: how long they live, how they are kept, which one gives way."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from daicho.identity.core.scopes import allows
from daicho.kernel.context import Application

ACCESS_TOKEN_LIFE = timedelta(hours=1)
CODE_LIFE = timedelta(seconds=60)
SELF_CODE_MINUTES = (3, 5, 7, 10)
"""How long a code may live that a person makes for a client without a redirect address."""
REFRESH_TOKENS_PER_PERSON = 20


@dataclass(frozen=True, slots=True)
class TokenHolder:
    """Who calls with an access token, and what the token allows. `scopes` are in lower case."""

    user_id: int
    name: str
    email: str
    locale: str
    scopes: frozenset[str]
    client_id: str

    def allows(self, application: Application, wanted: str) -> bool:
        """Tell whether the token covers `wanted` ("contacts.READ") in `application`."""
        return allows(self.scopes, application, wanted)


class TokenRefused(Exception):
    """A client gets no token. `word` is the wire's word for it, such as "invalid_client"."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True)
class NewClient:
    """A client just registered: the only moment at which its secret can be read."""

    id: int
    client_id: str
    client_secret: str


@dataclass(frozen=True, slots=True)
class TokenPair:
    """Tokens just issued: the only moment at which they can be read. `refresh_token` is "" where none is given."""

    access_token: str
    refresh_token: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """What a code was given for."""

    client_id: int
    redirect_uri: str
    expires_at: datetime
    used: bool


def secret_hash(secret: str) -> str:
    """Return what is stored of a secret that we made ourselves: long and random, so a plain SHA-256 is enough."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def is_client_id(text: str) -> bool:
    """Tell whether a client could have this id."""
    return re.fullmatch(r"1000\.[0-9A-F]{30}", text) is not None


def code_error(code: Code | None, *, client_id: int, redirect_uri: str, now: datetime) -> str:
    """Return the wire's word for why a code gives no token, "" where it does.

    A code is for one client, for one use, and for the redirect address it was asked with (none: a self client's).
    """
    if code is None or code.used or code.client_id != client_id or code.expires_at <= now:
        return "invalid_code"
    if code.redirect_uri and code.redirect_uri != redirect_uri:
        return "invalid_redirect_uri"
    return ""


def evicted(oldest_first: Sequence[int], limit: int = REFRESH_TOKENS_PER_PERSON) -> Sequence[int]:
    """Return the ids of refresh tokens that give way so that one more fits into `limit`."""
    return oldest_first[: max(0, len(oldest_first) - limit + 1)]
