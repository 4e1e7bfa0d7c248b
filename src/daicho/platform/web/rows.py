"""Rows inside a form: any number of small forms, each with a key of its own (lines of a document)."""

from uuid import uuid4

from django.http import QueryDict

from daicho.platform.web.fields import as_id

ROW_LIMIT = 1000
"""Most rows that a form reads."""

_KEY_LENGTH = 19
_ID_LENGTH = 17


def new_key() -> str:
    """Return the key of a new row."""
    return f"n{uuid4().hex[:10]}"


def row_id(key: str) -> int | None:
    """Return the id of the record that a row shows, None for a new row."""
    return as_id(key) if len(key) >= _ID_LENGTH else None


def sent_keys(data: QueryDict) -> list[str]:
    """Return the keys of the rows that were sent, in their order."""
    keys = dict.fromkeys(data.getlist("line"))
    return [key for key in keys if key.isalnum() and key.isascii() and len(key) <= _KEY_LENGTH][:ROW_LIMIT]


def sent_ids(data: QueryDict, name: str) -> set[int]:
    """Return the ids that the sent rows hold under `name` ("item_id")."""
    found = (as_id(data.get(f"line-{key}-{name}", "")) for key in sent_keys(data))
    return {value for value in found if value}
