"""Lines that take of the lines of other documents."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from daicho.documents.core.kind import Kind
from daicho.documents.core.state import State

_NOTHING = frozenset({State.VOID, State.REJECTED, State.CANCELLED})


def lines_taking(kind: Kind, source_line_ids: Collection[int]) -> QuerySet[Any]:
    """Return the lines of documents of `kind`, drafts too, that take of these lines."""
    rows: QuerySet[Any] = kind.line.objects.filter(source_line_id__in=source_line_ids)
    return rows.exclude(document__state__in=_NOTHING)
