"""Stored documents of one kind, as their rows."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from daicho.platform.db.fixed import fixed


def headers_and_lines(  # tidy: allow call-shape: part of posting, whose organisation is in scope
    header: Any, line: Any, ids: Collection[int]
) -> tuple[list[Any], dict[int, list[Any]]]:
    """Return the rows of tables `header` and `line` with these documents: headers by id, lines in order by header."""
    headers = _headers(header, ids)
    lines: dict[int, list[Any]] = {found.id: [] for found in headers}
    for row in _lines(line, ids):
        lines[row.document_id].append(row)
    return headers, lines


@fixed
def _headers(header: Any, ids: Collection[int]) -> QuerySet[Any]:
    rows: QuerySet[Any] = header.objects.filter(id__in=ids).order_by("id")
    return rows


@fixed
def _lines(line: Any, ids: Collection[int]) -> QuerySet[Any]:
    rows: QuerySet[Any] = line.objects.filter(document_id__in=ids).order_by("position", "id")
    return rows
