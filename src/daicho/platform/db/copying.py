"""Copying the rows of one organisation to another under new ids.

Works on tables, not on packages: every row gets a new id; every column of whole numbers or text in which an old id
stands gets the new one. That covers keys, plain id columns and ids in stored JSON alike, because ids are unique over
all tables of an installation. Ids of people are no tenant's rows and stay. See docs/internals/joining.md.
"""

import re
import shutil
from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, CharField, Model, QuerySet, TextField

from daicho.platform.db.erasing import parents_first
from daicho.platform.db.ids import new_id
from daicho.platform.db.scope import organization_scope, tenant_tables

_BATCH = 1000
_ID_IN_TEXT = re.compile(r"(?<!\d)\d{17,19}(?!\d)")
Row = dict[str, Any]


def copy_rows(source_id: int, target_id: int, *, labels: Collection[str]) -> dict[int, int]:
    """Copy all rows of the tables `labels` ("ledger.Account") from one organisation to another; return old → new id.

    Call it inside the transaction that made the target. A key to a row of a table that is not copied is emptied where
    the column may be empty, else the row is left out.
    """
    models = [tenant_tables()[table] for table in parents_first()]
    copied = [model for model in models if model._meta.label in labels]
    left_out = frozenset(model._meta.label for model in models if model not in copied)
    with organization_scope(source_id):
        new_ids = {old: new_id() for model in copied for old in QuerySet(model).values_list("id", flat=True)}
    for model in copied:
        rows = _rows(model, source_id)
        while batch := list(islice(rows, _BATCH)):
            made = [_renewed(model, row, target_id, new_ids, left_out) for row in batch]
            with organization_scope(target_id):
                QuerySet(model).bulk_create([row for row in made if row is not None])
    return new_ids


def copy_files(source_id: int, target_id: int) -> None:
    """Copy the bytes of the organisation's files. Call it before the rows are committed."""
    home = Path(settings.DAICHO_HOME) / "files"
    if (home / str(source_id)).exists():
        shutil.copytree(home / str(source_id), home / str(target_id), dirs_exist_ok=True)


def _rows(model: type[Model], source_id: int) -> Iterator[Row]:
    """Yield the rows as column values, a row after those of the same table that it refers to."""
    names = [field.attname for field in model._meta.local_concrete_fields]
    own = [
        field.attname
        for field in model._meta.local_concrete_fields
        if field.is_relation and field.remote_field.model is model
    ]
    with organization_scope(source_id):
        rows = QuerySet(model).order_by("id").values(*names)
        yield from (_parents_first(list(rows), own) if own else rows.iterator(chunk_size=_BATCH))


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
    model: type[Model], row: Row, target_id: int, new_ids: Mapping[int, int], left_out: frozenset[str]
) -> Model | None:
    values: Row = {}
    for field in model._meta.local_concrete_fields:
        value = row[field.attname]
        if field.is_relation and value is not None and field.remote_field.model._meta.label in left_out:
            if not field.null:
                return None
            value = None
        elif isinstance(field, BigIntegerField) or field.is_relation:
            value = new_ids.get(value, value)
        elif isinstance(field, TextField | CharField) and value:
            value = _ID_IN_TEXT.sub(lambda found: str(new_ids.get(int(found[0]), found[0])), value)
        values[field.attname] = value
    values["organization_id"] = target_id
    return model(**values)
