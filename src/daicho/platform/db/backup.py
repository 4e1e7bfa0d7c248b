"""A whole installation as one file, on either engine: a hot, consistent copy of all rows and files.

The file is a ZIP: `manifest` (format, schema, time), `tables/<model>` (one JSON array of column values per line, after
a line with the column names) and `files/…`. It does not depend on the engine, so a shop moves from SQLite to
PostgreSQL by `daicho backup` and `daicho restore`.
"""

import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import orjson
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.db.balanced import BalancedEntry
from daicho.platform.db.kept import is_kept
from daicho.platform.db.scope import ACROSS, organization_scope

FORMAT = 1
_BATCH = 2000
_LEFT_OUT = {"platform.NodeLease", "sessions.Session", "contenttypes.ContentType", "auth.Permission"}


def back_up(target: Path, now: datetime) -> int:
    """Write the installation to `target` (replaced only when complete) and return the number of rows."""
    partial = target.with_name(target.name + ".partial")
    rows = 0
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive, _snapshot():
        manifest = {"format": FORMAT, "at": now.isoformat(), "migrations": _migrations()}
        archive.writestr("manifest", orjson.dumps(manifest))
        for model in _models():
            with archive.open(f"tables/{model._meta.label}", "w", force_zip64=True) as entry:
                for number, line in enumerate(_lines(model)):
                    entry.write(line + b"\n")
                    rows += number > 0  # the first line names the columns
        for path in sorted(_files().rglob("*")):
            if path.is_file():
                archive.write(path, f"files/{path.relative_to(_files())}", zipfile.ZIP_STORED)
    partial.replace(target)
    return rows


def restore(source: Path, *, force: bool) -> int:
    """Replace the installation by the one in `source` and return the number of rows.

    Raises RuleBroken (4990) when there is data and `force` is not given, (4991) when the file is of another schema or
    no backup. Rows go in in one transaction: a failure leaves the tables empty, never half full.
    """
    with zipfile.ZipFile(source) as archive:
        if "manifest" not in archive.namelist():
            raise RuleBroken(4991, _("This file is not a backup of Daicho."))
        manifest = orjson.loads(archive.read("manifest"))
        call_command("migrate", interactive=False, verbosity=0)
        if manifest["format"] != FORMAT or manifest["migrations"] != _migrations():
            raise RuleBroken(4991, _("The backup was made by another version of Daicho; restore it with that version."))
        if not force and _has_data():
            raise RuleBroken(4990, _("There is data in this installation; --force replaces it."))
        _empty()
        rows = 0
        with organization_scope(ACROSS), transaction.atomic():
            for model in _in_order_of_writing():
                rows += _load(model, archive)
        _restore_files(archive)
    return rows


@contextmanager
def _snapshot() -> Iterator[None]:
    """Read everything as of one moment, without stopping writers."""
    begin = "BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with organization_scope(ACROSS), connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _models() -> list[type[models.Model]]:
    """Return all tables, each after those it refers to."""
    ordered: list[type[models.Model]] = []
    waiting = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label not in _LEFT_OUT and not is_kept(model)
    ]
    while waiting:
        ready = [model for model in waiting if not _targets(model) & set(waiting)]
        assert ready, f"tables refer to each other in a circle: {waiting}"
        ordered += ready
        waiting = [model for model in waiting if model not in ready]
    return ordered


def _in_order_of_writing() -> list[type[models.Model]]:
    """Return all tables as the engine wants them filled: SQLite checks keys at the end, and lines before entries."""
    ordered = _models()
    return ordered[::-1] if connection.vendor == "sqlite" else ordered


def _unit_of(model: type[models.Model]) -> str:
    """Return the column whose rows must be written together: the entry of balanced lines, else the row itself."""
    balanced = any(isinstance(constraint, BalancedEntry) for constraint in model._meta.constraints)
    return "entry_id" if balanced else str(model._meta.pk.column)


def _targets(model: type[models.Model]) -> set[Any]:
    fields = model._meta.local_concrete_fields
    return {f.remote_field.model for f in fields if f.remote_field and f.remote_field.model is not model}


def _lines(model: type[models.Model]) -> Iterator[bytes]:
    columns = [field.column for field in model._meta.local_concrete_fields]
    yield orjson.dumps(columns)
    quote: Any = connection.ops.quote_name
    with connection.cursor() as cursor:
        names = ", ".join(map(quote, columns))
        cursor.execute(f"SELECT {names} FROM {quote(model._meta.db_table)} ORDER BY {quote(_unit_of(model))}")
        while rows := cursor.fetchmany(_BATCH):
            for row in rows:
                yield orjson.dumps([_portable(value) for value in row])


def _portable(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return bytes(value).hex() if isinstance(value, memoryview | bytes) else value


def _stored(field: Any, value: Any) -> Any:
    """Return a written value as the field holds it: JSON parsed, moments with their time zone (SQLite keeps none)."""
    if isinstance(field, models.JSONField):
        return None if value is None else orjson.loads(value)
    found = field.to_python(value)
    return found.replace(tzinfo=UTC) if isinstance(found, datetime) and found.tzinfo is None else found


def _load(model: type[models.Model], archive: zipfile.ZipFile) -> int:
    fields = model._meta.local_concrete_fields
    loops = [field for field in fields if field.remote_field and field.remote_field.model is model]
    by_column = {field.column: field for field in fields}
    unit, rows = by_column[_unit_of(model)].attname, 0
    with archive.open(f"tables/{model._meta.label}") as entry:
        columns = [by_column[name] for name in orjson.loads(entry.readline())]
        batch: list[models.Model] = []
        later: list[models.Model] = []
        for line in entry:
            row = model(**{f.attname: _stored(f, v) for f, v in zip(columns, orjson.loads(line), strict=True)})
            if len(batch) >= _BATCH and getattr(row, unit) != getattr(batch[-1], unit):
                model._base_manager.bulk_create(batch)
                batch = []
            if any(getattr(row, field.attname) for field in loops):
                later.append(row)
            else:
                batch.append(row)
            rows += 1
        model._base_manager.bulk_create(batch)
    _load_children(model, later, loops)
    return rows


def _load_children(model: type[models.Model], rows: list[models.Model], loops: Sequence[Any]) -> None:
    """Write rows that refer to rows of their own table, each after those it refers to."""
    missing = {row.pk for row in rows}
    while rows:
        ready = [row for row in rows if not any(getattr(row, field.attname) in missing for field in loops)]
        assert ready, f"{model._meta.label}: rows refer to each other in a circle"
        model._base_manager.bulk_create(ready)
        missing -= {row.pk for row in ready}
        rows = [row for row in rows if row.pk in missing]


def _has_data() -> bool:
    return bool(apps.get_model(settings.AUTH_USER_MODEL)._base_manager.exists())


def _empty() -> None:
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable")
    else:
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in _models())
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {tables} CASCADE")


def _migrations() -> list[str]:
    own = [f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()]
    return sorted(own)


def _files() -> Path:
    return Path(settings.DAICHO_HOME) / "files"


def _restore_files(archive: zipfile.ZipFile) -> None:
    shutil.rmtree(_files(), ignore_errors=True)
    for name in archive.namelist():
        if name.startswith("files/") and ".." not in Path(name).parts:
            archive.extract(name, settings.DAICHO_HOME)
