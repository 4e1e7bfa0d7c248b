"""Writes that the ORM cannot do in one statement: sums that are added to what is there."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from daicho.platform.db.ids import new_id

_PARAMETERS = 900
"""Parameters per statement that every supported SQLite takes."""


def accumulate(
    model: type[models.Model], *, keys: Sequence[str], sums: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Add each row's sums to the table's row with the same keys, or insert it; one statement for many rows.

    `keys` (columns, organization_id first, under a unique constraint) and `sums` name the columns; a row holds the
    values of both in that order. Rows are taken in the order of their keys, so that two writers never wait for each
    other in a circle.
    """
    columns = ["id", *keys, *sums]
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    additions = ", ".join(f"{quote(name)} = {table}.{quote(name)} + excluded.{quote(name)}" for name in sums)
    per_statement = max(1, _PARAMETERS // len(columns))
    ordered = sorted(rows, key=lambda row: tuple(row[: len(keys)]))
    with connection.cursor() as cursor:
        for start in range(0, len(ordered), per_statement):
            part = ordered[start : start + per_statement]
            one = f"({', '.join(['%s'] * len(columns))})"
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(map(quote, columns))}) VALUES {', '.join([one] * len(part))} "
                f"ON CONFLICT ({', '.join(map(quote, keys))}) DO UPDATE SET {additions}",
                [value for row in part for value in (new_id(), *row)],
            )
