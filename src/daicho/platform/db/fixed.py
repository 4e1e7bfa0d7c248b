"""Queries that are asked again and again with other values: their SQL is made once.

    @fixed
    def _cards(item_ids: Collection[int]) -> QuerySet[Item, tuple[Any, ...]]:
        return Item.objects.filter(id__in=item_ids).values_list("id", "name")

    rows = _cards({7, 8})

To build and compile a query set takes ten times as long as the database takes to answer by a key. So the function is
called once for each shape of its arguments, with marks in place of whole numbers, texts, days, moments and collections
of these, the organisation in scope included; from then on the values go where the marks were found. A collection is
filled up with its last value to the next power of two, so that there are few shapes. A model, None, True and members of
an enumeration are part of the shape; nothing else may be given, for each shape is kept for good. The statement has the
organisation that `scope` adds, as every other has.
"""

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)

from daicho.platform.db.scope import current_organization, organization_scope

Row = TypeVar("Row")
P = ParamSpec("P")
Rows = QuerySet[Any, Any]
Read = Callable[[Sequence[Sequence[Any]]], list[Any]]

_FIRST_MARK = 2_147_000_000
"""Marks of whole numbers count from here: they fit every column, and no query names such numbers by itself."""
_LONGEST = 256
"""Longer collections are compiled each time."""
_MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda number: _FIRST_MARK + number,
    str: lambda number: f"mark {_FIRST_MARK + number}",
    date: lambda number: date(2, 1, 1) + timedelta(number),
    datetime: lambda number: datetime(2, 1, 1, tzinfo=UTC) + timedelta(number),
}


def fixed(build: Callable[P, QuerySet[Any, Row]]) -> Callable[P, list[Row]]:
    """Make a function that returns the rows of the query set that `build` makes; its SQL is made once for each shape.

    `build` takes its arguments by place, does nothing but make the query set (of instances, or a `values_list`), and
    hands its values to conditions that leave them as they are (`x=`, `x__in=`, `x__gt=`; not `x__contains=`). Raises
    AssertionError where a value does not arrive in the statement.
    """
    plans: dict[Hashable, _Plan | None] = {}
    make = cast(Callable[..., Rows], build)

    @wraps(build)
    def answer(*given: P.args, **named: P.kwargs) -> list[Row]:
        shape, values = _taken_apart((*given, *named.values()))
        if shape is None:
            return list(build(*given, **named))
        organization_id = current_organization()
        key = (connection.vendor, bool(organization_id) or organization_id, *shape)
        if key not in plans:
            plans[key] = _plan(make, shape)
        plan = plans[key]
        return list(build(*given, **named)) if plan is None else plan.rows([organization_id, *values])

    return answer


@dataclass(frozen=True, slots=True)
class _Many:
    """The shape of a collection."""

    kind: type
    length: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Which parameter is which value; `wrap` is how Django tells the driver a whole number's width."""

    parameter: int
    value: int
    wrap: Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class _Plan:
    """A statement with what is to be put into it."""

    sql: str
    parameters: Sequence[Any]
    places: Sequence[_Place]
    read: Read

    def rows(self, values: Sequence[Any]) -> list[Any]:
        """Ask with these values, the organisation first."""
        parameters = list(self.parameters)
        for place in self.places:
            value = values[place.value]
            parameters[place.parameter] = place.wrap(value) if place.wrap else _adapted(value)
        is_prepared = connection.vendor == "postgresql"
        with connection.prepared_cursor() if is_prepared else connection.cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute(self.sql, parameters)
            return self.read(cursor.fetchall())


def _taken_apart(given: Sequence[Any]) -> tuple[tuple[Hashable, ...] | None, list[Any]]:
    """Return the shape of the arguments and the values in them; no shape where they have to be compiled each time."""
    shape: list[Hashable] = []
    values: list[Any] = []
    for each in given:
        if type(each) in _MARKS:
            shape.append(cast(Hashable, type(each)))
            values.append(each)
        elif isinstance(each, Collection) and not isinstance(each, str):
            parts = list(each)
            kinds = set(map(type, parts))
            if len(kinds) != 1 or kinds.isdisjoint(_MARKS) or len(parts) > _LONGEST:
                return None, []
            length = 1 << (len(parts) - 1).bit_length()
            shape.append(_Many(kinds.pop(), length))
            values += parts + parts[-1:] * (length - len(parts))
        else:
            assert each is None or isinstance(each, bool | type | Enum), f"{each!r} would be a shape of its own"
            shape.append(each)
    return tuple(shape), values


def _plan(build: Callable[..., Rows], shape: Sequence[Any]) -> _Plan | None:
    """Compile what `build` makes of marks; None where there is no statement to ask."""
    marks = [_MARKS[int](0)]

    def marked(kind: type) -> Any:
        marks.append(_MARKS[kind](len(marks)))
        return marks[-1]

    arguments: list[Any] = []
    for each in shape:
        if isinstance(each, _Many):
            arguments.append([marked(each.kind) for _ in range(each.length)])
        else:
            arguments.append(marked(each) if each in _MARKS else each)
    with organization_scope(marks[0]) if current_organization() else nullcontext():
        rows = build(*arguments)
        compiler = rows.query.get_compiler(connection=connection)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
    places = list(_places(parameters, marks))
    assert {place.value for place in places} >= set(range(1, len(marks))), f"a value of {build!r} gets lost: {sql}"
    return _Plan(sql, parameters, places, _reader(rows, compiler))


def _places(parameters: Sequence[object], marks: Sequence[Any]) -> Iterator[_Place]:
    numbers = {_adapted(mark): number for number, mark in enumerate(marks)}
    for at, parameter in enumerate(parameters):
        if isinstance(parameter, int | str | date) and parameter in numbers:
            wrap = type(parameter) if isinstance(parameter, int) and type(parameter) is not int else None
            yield _Place(at, numbers[parameter], wrap)


def _adapted(value: Any) -> Any:
    """Return a moment or a day as the driver takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _reader(rows: Rows, compiler: Any) -> Read:
    """Return what makes of the driver's rows what the query set would."""
    select = [column for column, _sql, _alias in compiler.select]
    converters = [(at, *found) for at, found in compiler.get_converters(select).items()]
    kind: Any = cast(Any, rows)._iterable_class

    def converted(row: Sequence[Any]) -> Sequence[Any]:
        values = list(row)
        for at, functions, expression in converters:
            for function in functions:
                values[at] = function(values[at], expression, connection)
        return values

    if kind is ModelIterable:
        one = _instance(rows, compiler)
    else:
        assert kind in (ValuesListIterable, FlatValuesListIterable), f"{kind} is not read here"
        one = tuple if kind is ValuesListIterable else lambda row: row[0]
    return lambda found: [one(converted(row)) for row in found] if converters else list(map(one, found))


def _instance(rows: Rows, compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """Return what makes an instance of a row, with its annotations and the rows it was selected with."""
    fields = compiler.klass_info["select_fields"]
    start, end = fields[0], fields[-1] + 1
    names = [column.target.attname for column, _sql, _alias in compiler.select[start:end]]
    populators = get_related_populators(  # type: ignore[call-arg]
        compiler.klass_info, compiler.select, rows.db
    )
    annotations = (compiler.annotation_col_map or {}).items()

    def one(row: Sequence[Any]) -> Any:
        instance = rows.model.from_db(rows.db, names, row[start:end])
        for populator in populators:
            populator.populate(row, instance)
        for name, at in annotations:
            setattr(instance, name, row[at])
        return instance

    return one
