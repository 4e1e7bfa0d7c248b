"""The documents around another: how far each is, told alike by kinds that store it and kinds that do not."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, DateField, DateTimeField, Value
from django.db.models.functions import Cast

STANDING = ("due", "applied_minor", "total_minor", "viewed_at")
_NOTHING = {
    "due": Cast(Value(None), DateField()),
    "applied_minor": Value(0, BigIntegerField()),
    "total_minor": Value(0, BigIntegerField()),
    "viewed_at": Cast(Value(None), DateTimeField()),
}


@dataclass(frozen=True, slots=True)
class Related:
    """A document by its kind ("invoice"), id, number, day, state, due day, and minor units settled of a total.

    `viewed_at` is when the customer first saw it by a link.
    """

    kind: str
    document_id: int
    number: str
    day: date
    state: str
    due: date | None
    applied_minor: int
    total_minor: int
    viewed_at: datetime | None


def with_standing(rows: Any) -> Any:
    """Return the rows with every column of `STANDING`: its own, or nothing where its kind has none."""
    own = {field.name for field in rows.model._meta.get_fields()}
    return rows.annotate(**{name: value for name, value in _NOTHING.items() if name not in own})
