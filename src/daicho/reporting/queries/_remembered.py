"""Records as they were known at a moment in the past, for the queries of this package.

What was not touched since is read from its table; the audit trail tells what was, and what it said before.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from django.db.models import Q

from daicho.platform.models import AuditRecord
from daicho.reporting.core.remembered import Done, Values, remembered_records

LINES = "lines"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A kind of record: its name in the audit trail, its table, and that of its lines.

    `columns`, `line_columns`: the name of a value in the audit trail → its column. `owner` is the column of a line that
    names its record.
    """

    kind: str
    table: Any
    columns: Mapping[str, str]
    line: Any
    line_columns: Mapping[str, str]
    owner: str = "document"

    def untouched(self, known_at: datetime) -> Q:
        """Return the condition on lines that their record has been as it is since `known_at`."""
        touched = touched_ids(self.kind, known_at)
        return Q(**{f"{self.owner}__created_at__lte": known_at}) & ~Q(**{f"{self.owner}_id__in": touched})

    def touched(self, known_at: datetime, besides: Q | None = None) -> dict[int, Values]:
        """Return id → values and "lines" as known then, of the records that were touched since and existed then.

        With those that meet `besides` now and were not touched. Values are as the tables hold them, under the names of
        the audit trail.
        """
        touched = Q(id__in=touched_ids(self.kind, known_at))
        now = self._read(Q(created_at__lte=known_at) & (touched | besides if besides else touched))
        own = Q(entity=self.kind) & ~Q(action__in=_OF_OTHERS)
        found = remembered_records(now, done_since(own, known_at))
        return {record_id: _plain(record_id, values) for record_id, values in found.items()}

    def _read(self, where: Q) -> dict[int, Values]:
        """Return id → values and lines of the records that meet `where`, as they are now."""
        found = self.table.objects.filter(where)
        lines: dict[int, list[Values]] = defaultdict(list)
        rows = self.line.objects.filter(**{f"{self.owner}_id__in": found.values("id")}).order_by("position", "id")
        for owner_id, *values in rows.values_list(f"{self.owner}_id", *self.line_columns.values()):
            lines[owner_id].append(dict(zip(self.line_columns, values, strict=True)))
        return {
            record_id: {**dict(zip(self.columns, values, strict=True)), "id": record_id, LINES: lines[record_id]}
            for record_id, *values in found.values_list("id", *self.columns.values())
        }


_OF_OTHERS = ("applied", "released", "refunded", "refund updated", "refund deleted")
"""What the trail tells of uses and refunds of a record: their values are not its own."""
_DAYS = ("date", "due")


def _plain(record_id: int, values: Values) -> Values:
    """Return the values with days read from the text that the trail has of them; lines may be none."""
    days = {name: values.get(name) for name in _DAYS}
    read = {name: date.fromisoformat(day) if isinstance(day, str) and day else day for name, day in days.items()}
    return {**values, **read, "id": record_id, LINES: values.get(LINES) or []}


def same(names: Iterable[str]) -> Mapping[str, str]:
    """Return the names of values that their columns have as well."""
    return {name: name for name in names}


def touched_ids(kind: str, known_at: datetime) -> Any:
    """Return the ids of records to which something was done since, as a sub-query."""
    return AuditRecord.objects.filter(entity=kind, at__gt=known_at).values("entity_id")


def done_since(where: Q, known_at: datetime) -> list[Done]:
    """Return what was done since that meets `where` (on AuditRecord), in the order of time."""
    rows = AuditRecord.objects.filter(where, at__gt=known_at).order_by("sequence")
    return [
        Done((entity, entity_id), action, _values(before), _values(after))
        for entity, entity_id, action, before, after in rows.values_list(
            "entity", "entity_id", "action", "before", "after"
        )
    ]


def _values(text: str) -> Values:
    values: Values = orjson.loads(text) if text else {}
    return values
