"""Which column fills which field."""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from daicho.exchange.core.custom import GROUP
from daicho.exchange.core.field import ImportField, ImportKind, plain
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.text import noop as _

ColumnMapping = tuple[str, ...]
"""For each column of the table the key of its field, "" for a column that is left out."""


def automatic_mapping(kind: ImportKind, header: Sequence[str]) -> ColumnMapping:
    """Return the mapping that the header names suggest; of two columns for one field the first has it."""
    known = _known_names(kind)
    taken: set[str] = set()
    mapping = []
    for name in header:
        key = known.get(plain(name), "") if name else ""
        mapping.append("" if key in taken else key)
        taken.add(key)
    return tuple(mapping)


def checked_mapping(kind: ImportKind, header: Sequence[str], chosen: Mapping[int, str]) -> ColumnMapping:
    """Return the mapping a person chose, by column number from 0.

    Raises InvalidInput for fields that do not exist, fields with two columns, and required fields without one.
    """
    mapping = tuple(chosen.get(column, "") for column in range(len(header)))
    used = [key for key in mapping if key]
    errors = [
        FieldError("mapping", _("%(field)s has more than one column."), {"field": _label(kind, key)})
        for key in dict.fromkeys(used)
        if used.count(key) > 1
    ]
    errors += [
        FieldError("mapping", _("Invalid value passed for %(field)s"), {"field": key})
        for key in dict.fromkeys(used)
        if kind.field(key) is None
    ]
    errors += [
        FieldError("mapping", _("Choose the column for %(field)s."), {"field": item.label})
        for item in kind.fields
        if item.required and item.key not in used
    ]
    if errors:
        raise InvalidInput(errors)
    return mapping


def suggested_header(kind: ImportKind, language: str) -> list[str]:
    """Return a column name for every field, in Japanese or English, that `automatic_mapping` understands."""
    japanese = language == "ja"
    header = []
    for item in kind.fields:
        known = header_names(kind.headers or kind.name)
        names = [name for key, name in known if key == item.key and name.isascii() != japanese]
        in_address = item.key.startswith(("billing_", "shipping_"))
        header.append(names[0] if names and (japanese or in_address) else item.label)
    return header


def _known_names(kind: ImportKind) -> dict[str, str]:
    """Return plain header name → field key. A field's own name wins over a synonym of another."""
    known: dict[str, str] = {}
    for item in kind.fields:
        own = (item.label,) if item.key.endswith("_id") else (item.label, item.key)  # a "tax_id" holds no tax's name
        if item.group == GROUP:
            own = (*own, f"CF.{item.label}")  # as Zoho's exports call them
        known |= {plain(name): item.key for name in own if plain(name) not in known}
    for key, name in header_names(kind.headers or kind.name):
        known.setdefault(plain(name), key)
    return {name: key for name, key in known.items() if name}


@cache
def header_names(kind: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs (field key, header name) that are known for a kind, in English and Japanese."""
    text = files("daicho.exchange").joinpath("data", "headers.csv").read_text("utf-8")
    return tuple((row["field"], row["header"]) for row in csv.DictReader(text.splitlines()) if row["kind"] == kind)


def _label(kind: ImportKind, key: str) -> str:
    item: ImportField | None = kind.field(key)
    return item.label if item else key
