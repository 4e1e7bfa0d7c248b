"""A program that calls the API, for tests: it speaks HTTP, sends a token and reads exact JSON."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from daicho.identity.commands.issue_tokens import issue_tokens
from daicho.kernel.context import Actor, Application, Ctx
from tests.build.context import context
from tests.build.organization import make_organization

PREFIX = {"books": "/books/v3", "inventory": "/inventory/v1"}


@dataclass(frozen=True)
class Reply:
    """An answer: `body` is its JSON with exact numbers, None for a file."""

    status: int
    body: Any
    headers: dict[str, str]
    content: bytes

    def __getitem__(self, key: str) -> Any:
        return self.body[key]


@dataclass(frozen=True)
class Api:
    """A client with a token, in one organisation (none: 0) and one application."""

    token: str
    organization_id: int = 0
    application: Application = "books"
    headers: dict[str, str] = field(default_factory=dict)

    def within(self, **changes: Any) -> "Api":
        """Return the same client elsewhere: organization_id=…, application=…, token=…, headers=…"""
        return replace(self, **changes)

    def get(self, path: str, **query: Any) -> Reply:
        """Ask."""
        return self.call("GET", path, query=query)

    def post(self, path: str, body: Any = None, **query: Any) -> Reply:
        """Create or do, with a JSON body."""
        return self.call("POST", path, body, query=query)

    def put(self, path: str, body: Any = None, **query: Any) -> Reply:
        """Change, with a JSON body."""
        return self.call("PUT", path, body, query=query)

    def delete(self, path: str, **query: Any) -> Reply:
        """Delete."""
        return self.call("DELETE", path, query=query)

    def upload(self, path: str, part: str, name: str, content: bytes, body: Any = None, **query: Any) -> Reply:
        """Send a file as a multipart form, with `body` as its JSONString."""
        form: dict[str, Any] = {part: SimpleUploadedFile(name, content)}
        if body is not None:
            form["JSONString"] = to_text(body)
        return reply_of(_client().post(self.address(path, query), form, headers=self._headers()))

    def call(self, method: str, path: str, body: Any = None, *, query: dict[str, Any] | None = None) -> Reply:
        """Send any request; `body` is sent as JSON."""
        content = b"" if body is None else to_text(body).encode()
        return self.raw(method, path, content, "application/json", query=query)

    def raw(
        self, method: str, path: str, content: bytes, content_type: str, *, query: dict[str, Any] | None = None
    ) -> Reply:
        """Send `content` as it stands."""
        response = _client().generic(
            method, self.address(path, query or {}), content, content_type, headers=self._headers()
        )
        return reply_of(response)

    def address(self, path: str, query: dict[str, Any]) -> str:
        """Return the address of a path below the prefix."""
        organization = {"organization_id": self.organization_id} if self.organization_id else {}
        return f"{PREFIX[self.application]}{path}?{urlencode(organization | query)}"

    def _headers(self) -> dict[str, str]:
        return ({"Authorization": f"Zoho-oauthtoken {self.token}"} if self.token else {}) | self.headers


@cache
def _client() -> Client:
    """Return the one client of all tests: to make one loads all middleware. The API sets no cookies."""
    return Client(raise_request_exception=False)


def reply_of(response: Any) -> Reply:
    """Return what came back."""
    is_json = response.headers.get("Content-Type", "").startswith("application/json")
    body = json.loads(response.content, parse_float=Decimal) if is_json else None
    return Reply(response.status_code, body, dict(response.headers), response.content)


def to_text(body: Any) -> str:
    """Return `body` as JSON; a Decimal keeps its digits."""
    if isinstance(body, dict):
        members = (f"{json_text(key)}:{to_text(value)}" for key, value in body.items())
        return f"{{{','.join(members)}}}"
    if isinstance(body, list | tuple):
        return f"[{','.join(map(to_text, body))}]"
    return format(body, "f") if isinstance(body, Decimal) else json_text(body)


def json_text(value: Any) -> str:
    """Return a plain value as JSON."""
    return json.JSONEncoder().encode(value)


def make_token(user_id: int) -> str:
    """Return an access token of the person, for everything."""
    email = get_user_model().objects.get(id=user_id).email
    ctx = replace(context(), now=datetime.now(UTC), actor=Actor(None, "tests", frozenset({"*"})))
    _client, tokens = issue_tokens(ctx, email=email, client_name="tests")
    return tokens.access_token


def api_of(ctx: Ctx, application: Application = "books") -> Api:
    """Return a client of the person in `ctx`, in that organisation."""
    assert ctx.actor.user_id is not None
    return Api(make_token(ctx.actor.user_id), ctx.organization_id, application)


def make_api(application: Application = "books", **fields: Any) -> Api:
    """Return a client of the administrator of a new organisation."""
    return api_of(make_organization(application=application, **fields), application)
