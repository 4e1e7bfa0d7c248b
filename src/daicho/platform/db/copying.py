"""Copying the rows of one organisation to another under new ids.

Works on tables, not on packages: every row gets a new id; every column of whole numbers or text in which an old id
stands gets the new one. That covers keys, plain id columns and ids in stored JSON alike, because ids are unique over
all tables of an installation. Ids of people are no tenant's rows and stay. See docs/internals/joining.md.
"""

import re
import shutil
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import BigIntegerField, CharField, ForeignKey, Model, QuerySet, TextField

from daicho.platform.db.balanced import BalancedEntry
from daicho.platform.db.erasing import parents_first
from daicho.platform.db.ids import new_id
from daicho.platform.db.kept import is_kept
from daicho.platform.db.scope import organization_scope, tenant_tables

_BATCH = 500
_ID_IN_TEXT = re.compile(r"(?<!\d)\d{17,19}(?!\d)")
Row = dict[str, Any]


def copy_rows(source_id: int, target_id: int, *, labels: Collection[str]) -> dict[int, int]:
    """Copy all rows of the tables `labels` ("ledger.Account") from one organisation to another; return old → new id.

    Call it inside the transaction that made the target. A key to a row of a table that is not copied is emptied where
    the column may be empty, else the row is left out.
    """
    models = [tenant_tables()[table] for table in parents_first()]
    if connection.vendor == "sqlite":
        models.reverse()  # keys are checked at the end, and lines go in before their entry (see balanced)
    copied = [model for model in models if model._meta.label in labels and not is_kept(model)]
    left_out = frozenset(model._meta.label for model in models if model not in copied)
    with organization_scope(source_id):
        new_ids = {old: new_id() for model in copied for old in QuerySet(model).values_list("id", flat=True)}
    for model in copied:
        for batch in _batches(model, source_id):
            made = [_renewed(model, row, target_id, new_ids, left_out) for row in batch]
            rows: QuerySet[Model] = QuerySet(model)
            with organization_scope(target_id):
                rows.bulk_create([row for row in made if row is not None])
    return new_ids


def copy_files(source_id: int, target_id: int) -> None:
    """Copy the bytes of the organisation's files. Call it before the rows are committed."""
    home = Path(settings.DAICHO_HOME) / "files"
    if (home / str(source_id)).exists():
        shutil.copytree(home / str(source_id), home / str(target_id), dirs_exist_ok=True)


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
    model: type[Model], row: Row, target_id: int, new_ids: Mapping[int, int], left_out: frozenset[str]
) -> Model | None:
    values: Row = {}
    for field in model._meta.local_concrete_fields:
        value = row[field.attname]
        if isinstance(field, ForeignKey) and value is not None and field.related_model._meta.label in left_out:
            if not field.null:
                return None
            value = None
        elif isinstance(field, BigIntegerField | ForeignKey):
            value = new_ids.get(value, value)
        elif isinstance(field, TextField | CharField) and value:
            value = _ID_IN_TEXT.sub(lambda found: str(new_ids.get(int(found[0]), found[0])), value)
        values[field.attname] = value
    values["organization_id"] = target_id
    return model(**values)
