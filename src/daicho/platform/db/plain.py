"""Rows as the driver gives them, for reading tens of thousands at once."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import QuerySet

_AT_ONCE = 2_000


def plain_rows(rows: QuerySet[Any, tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a `values_list` without Django's converters: whole numbers, text and days need none."""
    sql, parameters = rows.query.get_compiler(connection=connection).as_sql()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        while found := cursor.fetchmany(_AT_ONCE):
            yield from found
