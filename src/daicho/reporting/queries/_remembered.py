"""Records as they were known at a moment in the past, for the queries of this package.

What was not touched since is read from its table; the audit trail tells what was, and what it said before.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any

import orjson
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import JSONObject

from daicho.platform.models import AuditRecord
from daicho.reporting.core.remembered import Done, Values, remembered_records
from daicho.reporting.queries._conditions import union_of

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

    def arms(self, place: int, known_at: datetime, besides: Q) -> list[QuerySet[Any, Any]]:
        """Return its records, as they are now, that were touched since or meet `besides`, and their lines.

        Rows of place, whether it is a line, record, position, id, values.
        """
        wanted = Q(id__in=touched_ids(self.kind, known_at)) | besides
        found = self.table.objects.filter(wanted, created_at__lte=known_at).order_by()
        lines = self.line.objects.filter(**{f"{self.owner}_id__in": found.values("id")}).order_by()
        arms = (
            (found, 0, "id", Value(0), self.columns),
            (lines, 1, f"{self.owner}_id", F("position"), self.line_columns),
        )
        return [
            rows.annotate(place=Value(place), is_line=Value(is_line), at=at, said=JSONObject(**columns)).values_list(
                "place", "is_line", owner, "at", "id", "said"
            )
            for rows, is_line, owner, at, columns in arms
        ]


Wanted = Sequence[tuple[Recorded, Q]]
"""Kinds of records, each with the condition on those that are wanted besides what was touched since (Q(): none)."""


def remembered(wanted: Wanted, known_at: datetime) -> list[dict[int, Values]]:
    """Return for each kind id → values and "lines" as known then, of the records that were touched since and existed.

    With those that meet the kind's condition now and were not touched. Values are as the tables hold them (days as
    such), under the names of the audit trail. Two statements, whatever is asked.
    """
    arms = [arm for place, (recorded, besides) in enumerate(wanted) for arm in recorded.arms(place, known_at, besides)]
    now: list[dict[int, Values]] = [{} for _recorded in wanted]
    for place, is_line, record_id, _at, row_id, said in sorted(union_of(arms), key=itemgetter(0, 1, 3, 4)):
        if is_line:
            now[place][record_id][LINES].append(said)
        else:
            now[place][record_id] = {**said, "id": row_id, LINES: []}
    own = Q(entity__in={recorded.kind for recorded, _besides in wanted}) & ~Q(action__in=_OF_OTHERS)
    since: dict[str, list[Done]] = defaultdict(list)
    for done in done_since(own, known_at):
        since[done.ref[0]].append(done)
    return [
        {
            record_id: _plain(record_id, values)
            for record_id, values in remembered_records(one, since[recorded.kind]).items()
        }
        for one, (recorded, _besides) in zip(now, wanted, strict=True)
    ]


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
