"""Many rows written together: what the hot paths use instead of model instances.

    bulk = Bulk()
    bulk.insert(StockValue, ("line_id", "value_minor"), [(7, 100), (8, 50)])
    bulk.accumulate(StockTotal, keys=("item_id", "month"), sums=("value_minor",), rows=[(1, day, 150)])
    bulk.write()

PostgreSQL gets all of it as one prepared statement, whose text depends on tables and columns alone: each step is a
data-modifying common table expression over arrays. SQLite gets one `executemany` a step, in the order of the steps.
Rows are kept by columns, so that the organisation and new ids cost nothing for each row. They belong to the
organisation in scope; nobody names it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

from django.db import connection, models

from daicho.platform.db.ids import new_ids
from daicho.platform.db.scope import current_organization

Rows = Sequence[Sequence[Any]]
Model = type[models.Model]


@dataclass(frozen=True, slots=True)
class _Step:
    """What to do with one table: a sequence of `values` for each column.

    `conflict` is what an insert does where the row is there already.
    """

    model: Model
    columns: tuple[str, ...]
    values: Sequence[Sequence[Any]]
    conflict: str = ""
    is_update: bool = False
    is_delete: bool = False


@dataclass(slots=True)
class Bulk:
    """What is to be written when `write` is called; afterwards it is empty again."""

    _steps: list[_Step] = field(default_factory=list)

    def insert(self, model: Model, columns: Sequence[str], rows: Rows) -> None:
        """Add rows. `columns` are all of the table's but the organisation's; without "id" new ids are made."""
        if rows:
            self._add_insert(model, columns, rows, "")

    def insert_instances(self, instances: Sequence[models.Model]) -> None:
        """Add rows given as instances of one model, whose values the driver takes as they are."""
        if instances:
            model = type(instances[0])
            self.insert(model, _own_columns(model), list(map(_values_of(model), instances)))

    def accumulate(self, model: Model, *, keys: Sequence[str], sums: Sequence[str], rows: Rows) -> None:
        """Add each row's sums to the table's row with the same keys, or insert it; keys differ from row to row.

        `keys` (unique together with the organisation) and `sums` name the columns; a row holds the values of both in
        that order. Rows are taken in the order of their keys: two writers never wait for each other in a circle.
        """
        quote = connection.ops.quote_name
        table = quote(model._meta.db_table)
        additions = ", ".join(f"{quote(name)} = {table}.{quote(name)} + excluded.{quote(name)}" for name in sums)
        unique = ", ".join(map(quote, ("organization_id", *keys)))
        ordered = sorted(rows, key=lambda row: tuple(row[: len(keys)]))
        if ordered:
            self._add_insert(model, (*keys, *sums), ordered, f" ON CONFLICT ({unique}) DO UPDATE SET {additions}")

    def update(self, model: Model, columns: Sequence[str], rows: Rows) -> None:
        """Set `columns` of the rows with the id that each of `rows` begins with."""
        if rows:
            self._steps.append(_Step(model, ("id", *columns), _by_column(rows), is_update=True))

    def delete(self, model: Model, ids: Sequence[int]) -> None:
        """Delete the rows with these ids."""
        if ids:
            self._steps.append(_Step(model, ("id",), [ids], is_delete=True))

    def write(self) -> None:
        """Write everything that was added, in the caller's transaction."""
        organization_id = current_organization()
        if not organization_id and self._steps:
            raise RuntimeError("no organisation in scope for what is to be written")
        self.write_for(organization_id or 0)

    def write_for(self, organization_id: int) -> None:
        """Write it for an organisation, which is in scope, or for the installation itself: 0."""
        steps, self._steps = self._steps, []
        if steps and connection.vendor == "postgresql":
            _write_at_once(steps, organization_id)
        elif steps:
            _write_in_turn(steps, organization_id)

    def _add_insert(self, model: Model, columns: Sequence[str], rows: Rows, conflict: str) -> None:
        values = _by_column(rows)
        if columns[0] != "id":
            columns, values = ("id", *columns), [new_ids(len(rows)), *values]
        self._steps.append(_Step(model, tuple(columns), values, conflict))


@cache
def _own_columns(model: Model) -> tuple[str, ...]:
    """Return all columns but the organisation's, the id first."""
    names = [str(field.column) for field in model._meta.concrete_fields]
    return ("id", *(name for name in names if name not in {"id", "organization_id"}))


@cache
def _values_of(model: Model) -> Callable[[models.Model], tuple[Any, ...]]:
    return attrgetter(*_own_columns(model))


def _by_column(rows: Rows) -> list[Sequence[Any]]:
    return list(zip(*rows, strict=True))


def _write_at_once(steps: Sequence[_Step], organization_id: int) -> None:
    """PostgreSQL: all steps in one prepared statement."""
    parts, parameters = [], []
    for number, step in enumerate(steps):
        if step.is_delete:
            sql = _array_delete_sql(step.model)
        else:
            sql = _array_sql(step.model, step.columns, step.conflict, is_update=step.is_update)
        parts.append(f"step{number} AS ({sql})")
        parameters += [organization_id, *map(list, step.values)]
    with connection.prepared_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f"WITH {', '.join(parts)} SELECT 1", parameters)


@cache
def _array_delete_sql(model: Model) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    return f"DELETE FROM {table} WHERE {table}.organization_id = %s AND {table}.id = ANY(%s::bigint[])"


@cache
def _array_sql(model: Model, columns: tuple[str, ...], conflict: str, *, is_update: bool) -> str:
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    types = {str(each.column): each.db_type(connection) for each in model._meta.concrete_fields}
    arrays = ", ".join(f"%s::{types[name]}[]" for name in columns)
    names = ", ".join(map(quote, columns))
    if is_update:
        changes = ", ".join(f"{quote(name)} = rows.{quote(name)}" for name in columns[1:])
        return (
            f"UPDATE {table} SET {changes} FROM (SELECT %s::bigint AS organization_id, given.* "
            f"FROM unnest({arrays}) AS given ({names})) AS rows "
            f"WHERE {table}.organization_id = rows.organization_id AND {table}.id = rows.id"
        )
    return (
        f"INSERT INTO {table} (organization_id, {names}) "
        f"SELECT %s::bigint, given.* FROM unnest({arrays}) AS given ({names}){conflict}"
    )


def _write_in_turn(steps: Sequence[_Step], organization_id: int) -> None:
    """SQLite: one step after the other, row by row of a prepared statement."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for step in steps:
            own: Iterable[Any] = [organization_id] * len(step.values[0])
            ids, *others = _adapted(step)
            if step.is_delete:
                table = quote(step.model._meta.db_table)
                sql, values = f"DELETE FROM {table} WHERE organization_id = %s AND id = %s", [own, ids]
            elif step.is_update:
                sql, values = _row_sql(step.model, step.columns, "", is_update=True), [*others, own, ids]
            else:
                sql = _row_sql(step.model, step.columns, step.conflict, is_update=False)
                values = [own, ids, *others]
            cursor.executemany(sql, list(zip(*values, strict=True)))


def _adapted(step: _Step) -> Iterator[Iterable[Any]]:
    """Yield the columns with moments as SQLite keeps them."""
    moments = _moments(step.model)
    for name, values in zip(step.columns, step.values, strict=True):
        yield map(_adapted_moment, values) if name in moments else values


@cache
def _moments(model: Model) -> frozenset[str]:
    return frozenset(str(each.column) for each in model._meta.concrete_fields if isinstance(each, models.DateTimeField))


@lru_cache(maxsize=256)
def _adapted_moment(moment: datetime | None) -> Any:
    """Return the moment as SQLite keeps it; most rows tell the same one."""
    return connection.ops.adapt_datetimefield_value(moment)


@cache
def _row_sql(model: Model, columns: tuple[str, ...], conflict: str, *, is_update: bool) -> str:
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    if is_update:
        changes = ", ".join(f"{quote(name)} = %s" for name in columns[1:])
        return f"UPDATE {table} SET {changes} WHERE organization_id = %s AND id = %s"
    names = ", ".join(map(quote, columns))
    return f"INSERT INTO {table} (organization_id, {names}) VALUES (%s{', %s' * len(columns)}){conflict}"
