"""Copying the rows of one organisation to another under new ids.

Works on tables, not on packages: every row gets a new id; every column of whole numbers, text or JSON in which an old
id stands gets the new one. That covers keys, plain id columns and ids in stored JSON alike, because ids are unique over
all tables of an installation; and they keep their order, because costs depend on it. Ids of people are no tenant's
rows and stay. See docs/internals/joining.md.

Reading and writing are two steps: rows may be read ahead, outside any transaction.
"""

import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.db import connection
from django.db.models import BigIntegerField, CharField, ForeignKey, JSONField, Model, QuerySet, TextField

from daicho.platform.db.balanced import BalancedEntry
from daicho.platform.db.erasing import parents_first
from daicho.platform.db.ids import new_ids
from daicho.platform.db.kept import is_kept
from daicho.platform.db.scope import organization_scope, tenant_tables

_BATCH = 500
_ID_IN_TEXT = re.compile(r"(?<!\d)\d{17,19}(?!\d)")
Row = dict[str, Any]
Progress = Callable[[int, int], None]
"""Gets how many rows have been read, and how many there are."""


Batch = tuple[type[Model], list[Row]]
AHEAD = 500_000
"""Most rows that are kept in memory; of more, each batch is written as it is read."""


@dataclass(frozen=True, slots=True)
class RowCopy:
    """Rows of an organisation as another is to have them, in the order of writing. `new_ids`: old → new id."""

    target_id: int
    new_ids: Mapping[int, int]
    batches: Iterable[Batch]

    def ahead(self, progress: Progress) -> "RowCopy":
        """Read them now, and tell how far it is; the same where there are too many."""
        total = len(self.new_ids)
        if total > AHEAD:
            return self
        read, done = [], 0
        progress(0, total)
        for batch in self.batches:
            read.append(batch)
            done += len(batch[1])
            progress(done, total)
        progress(total, total)
        return replace(self, batches=read)


def read_rows(source_id: int, target_id: int, *, labels: Collection[str]) -> RowCopy:
    """Return all rows of the tables `labels` ("ledger.Account") with their new ids; they are read when written.

    A key to a row of a table that is not copied is emptied where the column may be empty, else the row is left out.
    Tables that the database keeps by itself come back by themselves.
    """
    models = [tenant_tables()[table] for table in parents_first()]
    if connection.vendor == "sqlite":
        models.reverse()  # keys are checked at the end, and lines go in before their entry (see balanced)
    copied = [model for model in models if model._meta.label in labels and not is_kept(model)]
    left_out = frozenset(model._meta.label for model in models if model not in copied)
    with organization_scope(source_id):
        old = sorted(old for model in copied for old in QuerySet(model).values_list("id", flat=True))
    renamed = dict(zip(old, new_ids(len(old)), strict=True))
    batches = (
        (model, [row for row in (_renewed(model, row, target_id, renamed, left_out) for row in batch) if row])
        for model in copied
        for batch in _batches(model, source_id)
    )
    return RowCopy(target_id, renamed, batches)


def write_rows(copy: RowCopy) -> None:
    """Write the rows, in the transaction that makes the target."""
    for model, rows in copy.batches:
        made: QuerySet[Model] = QuerySet(model)
        with organization_scope(copy.target_id):
            made.bulk_create([model(**row) for row in rows])


def copy_files(source_id: int, target_id: int) -> None:
    """Copy the bytes of the organisation's files. Call it before the rows are committed."""
    home = Path(settings.DAICHO_HOME) / "files"
    if (home / str(source_id)).exists():
        shutil.copytree(home / str(source_id), home / str(target_id), dirs_exist_ok=True)


def drop_files(organization_id: int) -> None:
    """Remove the files of a copy that was not made."""
    shutil.rmtree(Path(settings.DAICHO_HOME) / "files" / str(organization_id), ignore_errors=True)


def _batches(model: type[Model], source_id: int) -> Iterator[list[Row]]:
    """Yield the rows in batches, each read whole in the source's scope, because the scope changes between them.

    A row comes after those of the same table that it refers to. The lines of one entry are never parted, because the
    database counts them.
    """
    fields = model._meta.local_concrete_fields
    own = [field.attname for field in fields if isinstance(field, ForeignKey) and field.related_model is model]
    has_entries = any(isinstance(constraint, BalancedEntry) for constraint in model._meta.constraints)
    key = "entry_id" if has_entries else "id"
    rows: QuerySet[Model] = QuerySet(model)
    with organization_scope(source_id):
        found = list(_parents_first(list(rows.order_by("id").values()), own)) if own else []
        keys = [] if own else list(rows.order_by(key).values_list(key, flat=True).distinct())
    yield from _parted(found)
    for part in _parted(keys):
        with organization_scope(source_id):
            batch = list(rows.filter(**{f"{key}__in": part}).order_by("id").values())
        yield batch


def _parted(values: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), _BATCH):
        yield values[start : start + _BATCH]


def _parents_first(rows: list[Row], keys: list[str]) -> Iterator[Row]:
    waiting = {row["id"]: row for row in rows}
    for row in rows:
        chain = [row]
        while chain:
            parents = [waiting[chain[-1][key]] for key in keys if chain[-1][key] in waiting]
            unmet = [parent for parent in parents if parent not in chain]
            if unmet:
                chain.append(unmet[0])
            else:
                last = chain.pop()
                if waiting.pop(last["id"], None) is not None:
                    yield last


def _renewed(
    model: type[Model], row: Row, target_id: int, renamed: Mapping[int, int], left_out: frozenset[str]
) -> Row | None:
    values: Row = {}
    for field in model._meta.local_concrete_fields:
        value = row[field.attname]
        if isinstance(field, ForeignKey) and value is not None and field.related_model._meta.label in left_out:
            if not field.null:
                return None
            value = None
        elif isinstance(field, BigIntegerField | ForeignKey):
            value = renamed.get(value, value)
        elif isinstance(field, JSONField) and value:
            value = orjson.loads(_in_text(orjson.dumps(value).decode(), renamed))
        elif isinstance(field, TextField | CharField) and value:
            value = _in_text(value, renamed)
        values[field.attname] = value
    values["organization_id"] = target_id
    return values


def _in_text(text: str, renamed: Mapping[int, int]) -> str:
    return _ID_IN_TEXT.sub(lambda found: str(renamed.get(int(found[0]), found[0])), text)
