"""Documents with their taxes as they were known at a moment in the past."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from django.db.models import CharField, F, Q, Sum, Value

from daicho.kernel.periods import Period
from daicho.ledger.core.posting import Part
from daicho.ledger.models import JournalLine
from daicho.platform.models import AuditRecord
from daicho.reporting.core.remembered import Done, remembered_values
from daicho.reporting.core.taxed import ALL
from daicho.reporting.queries._conditions import any_of, union_of

_COLUMNS = ("id", "number", "contact_id", "date", "currency_code", "exchange_rate_micro", "taxes")
_REMEMBERED = ("number", "contact_id", "currency_code", "exchange_rate_micro", "taxes", "credit_percentage")
_PLACES = (1, 2, 4, 5, 6, 7)
"""Where these stand among the columns of a document."""


@dataclass(frozen=True, slots=True)
class RecordedDocuments:
    """What ledger and audit trail have of documents: (kind, id) → their day, and what was done to them since."""

    days: Mapping[tuple[str, int], date]
    changed: Sequence[Done]


def recorded_documents(kinds: Sequence[str], periods: Sequence[Period], known_at: datetime) -> RecordedDocuments:
    """Return what was recorded until `known_at` of the documents of these kinds. Two queries."""
    posted = _posted(kinds, periods, known_at)
    days = {(kind, document_id): day for kind, document_id, day in posted}
    return RecordedDocuments(days, _changed(kinds, known_at))


def remembered_documents(
    sources: Mapping[str, Any], recorded: RecordedDocuments
) -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield kind and columns of every document of the `sources` that counted by what was recorded.

    Which ones did, and when, the ledger tells; the rest the audit trail where it changed since.
    """
    earlier = [remembered_values(recorded.changed, name) for name in _REMEMBERED]
    days = {ref: day for ref, day in recorded.days.items() if ref[0] in sources}
    arms = [
        source.table.objects.filter(id__in=[document_id for name, document_id in days if name == kind])
        .annotate(kind=Value(kind, output_field=CharField()), share=source.share)
        .order_by()
        .values_list("kind", *_COLUMNS, "share")
        for kind, source in sources.items()
    ]
    stored = {(kind, columns[0]): columns for kind, *columns in union_of(arms)}
    for (kind, document_id), day in days.items():
        columns = stored.get((kind, document_id)) or _gone(sources[kind])
        columns[0], columns[3] = document_id, day
        for place, values in zip(_PLACES, earlier, strict=True):
            columns[place] = values.get((kind, document_id), columns[place])
        yield kind, columns


def _posted(kinds: Sequence[str], periods: Sequence[Period], known_at: datetime) -> list[tuple[str, int, date]]:
    """Return (kind, document, day) of what documents say to the books themselves; writing one off is not its day."""
    days = [Q(day__gte=period.start, day__lte=period.end) for period in periods]
    lines = JournalLine.objects.filter(any_of(days) if days else Q(), recorded_at__lte=known_at).filter(
        ~Q(account__system_key="bad_debt"),
        ~Q(account__account_type__in=["accounts_receivable", "accounts_payable"]),
        entry__source_kind__in=kinds,
        entry__part=Part.DOCUMENT,
    )
    columns = ("entry__source_kind", "entry__source_id", "day")
    sums = lines.order_by().values(*columns, "account_id").annotate(sum=Sum("amount_minor")).exclude(sum=0)
    return sorted(set(sums.values_list(*columns)), key=lambda row: (row[2], row[1]))


def _gone(source: Any) -> list[Any]:
    """Return the columns of a document that is deleted; the audit trail has the rest."""
    return [0, "", 0, None, "", 10**6, "[]", ALL if isinstance(source.share, F) else None]


def _changed(kinds: Sequence[str], known_at: datetime) -> list[Done]:
    """Return what was done since to the taxes and terms of documents, in the order of time."""
    rows = AuditRecord.objects.filter(entity__in=kinds, action__in=["updated", "deleted"], at__gt=known_at)
    return [
        Done((kind, document_id), action, orjson.loads(before), {})
        for kind, document_id, action, before in rows.order_by("sequence").values_list(
            "entity", "entity_id", "action", "before"
        )
    ]
