"""What may be said about a transaction lock, and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from daicho.kernel.errors import FieldError, missing
from daicho.kernel.text import noop as _
from daicho.ledger.core.locks import Scope

REASON_LENGTH = 500
EXEMPT_LIMIT = 50
"""Most people whom one lock does not concern."""


class LockFields(TypedDict, total=False):
    """A lock of everything in `scope` on or before `until`; an absent key is unchanged, or empty."""

    scope: Scope
    until: date
    reason: str
    exempt_user_ids: list[int]


class OpeningFields(TypedDict):
    """The days of a lock that are open again; both None close them."""

    start: date | None
    end: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class LockView:
    """A lock as pages and the API show it."""

    lock_id: int
    scope: Scope
    until: date
    reason: str
    opened_from: date | None
    opened_to: date | None
    opened_reason: str
    exempt_user_ids: tuple[int, ...]
    locked_by: int | None
    locked_at: datetime


def lock_errors(fields: LockFields, *, is_new: bool) -> Iterator[FieldError]:
    """Yield what is wrong with the fields of a lock, under the names of the wire."""
    if is_new and "until" not in fields:
        yield missing("transaction_lock_date")
    if len(fields.get("reason", "")) > REASON_LENGTH:
        yield _too_long("reason", REASON_LENGTH)
    if len(fields.get("exempt_user_ids", [])) > EXEMPT_LIMIT:
        yield _too_many("user_exceptions", EXEMPT_LIMIT)


def opening_errors(fields: OpeningFields, until: date) -> Iterator[FieldError]:
    """Yield what is wrong with days that shall be open again in a lock `until` a day."""
    start, end = fields["start"], fields["end"]
    if len(fields["reason"]) > REASON_LENGTH:
        yield _too_long("reason", REASON_LENGTH)
    if (start is None) != (end is None):
        yield missing("start_date" if start is None else "end_date")
    elif start and end and start > end:
        yield FieldError("end_date", _("The last day must not be before the first."))
    elif start and start > until:
        yield FieldError("start_date", _("This day is not locked at all."))


def _too_long(field: str, limit: int) -> FieldError:
    return FieldError(field, _("%(field)s has more than %(limit)s characters."), {"field": field, "limit": limit})


def _too_many(field: str, limit: int) -> FieldError:
    return FieldError(field, _("%(field)s has more than %(limit)s entries."), {"field": field, "limit": limit})
