"""API clients as their pages show them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ApiClientView:
    """A registered program. `kind` is "server" or "self"; `tokens` counts the refresh tokens it holds."""

    id: int
    client_id: str
    name: str
    kind: str
    redirect_uris: tuple[str, ...]
    created_at: datetime
    tokens: int


@dataclass(frozen=True, slots=True)
class ClientAccess:
    """A program that can act for a person at any time, by a refresh token."""

    token_id: int
    client_name: str
    scopes: frozenset[str]
    created_at: datetime
