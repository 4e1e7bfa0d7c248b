"""Links by which people outside see one document: their tokens, and what they open.

A token names its organisation, so that it is looked up inside that organisation and nowhere else; what makes it
unguessable are the random bits behind the name.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from daicho.documents.core.state import State

SHOWN = frozenset({State.OPEN, State.ACCEPTED, State.DECLINED, State.CLOSED})
"""States in which a customer may see a document: it was sent, and is not void."""

ENTITY = "sharelink"
_TOKEN = re.compile(r"([0-9a-z]{1,13})-[A-Za-z0-9_-]{32}")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class ShareLinkView:
    """A link as its document's page lists it. `opened_at` is when somebody outside first saw the document by it."""

    link_id: int
    made_by: str
    created_at: datetime
    expires_on: date | None
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class SharedDocument:
    """What a link opens: a document of an organisation, whose time zone and day these are."""

    organization_id: int
    link_id: int
    entity: str
    document_id: int
    expires_on: date | None
    time_zone: str
    today: date


def link_token(organization_id: int, secret: str) -> str:
    """Return the token of a link into the organisation; `secret` is 32 random characters of base64 for addresses."""
    name = ""
    while organization_id:
        organization_id, digit = divmod(organization_id, len(_DIGITS))
        name = _DIGITS[digit] + name
    return f"{name}-{secret}"


def organization_named(token: str) -> int | None:
    """Return the organisation that a token names, None for what is no token."""
    found = _TOKEN.fullmatch(token)
    number = int(found[1], len(_DIGITS)) if found else 0
    return number if 0 < number < 2**63 else None
