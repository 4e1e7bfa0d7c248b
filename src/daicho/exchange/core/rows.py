"""From a table and a mapping to records, with everything that is wrong told at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from daicho.contacts.core.terms import terms_from_code, terms_from_days, terms_from_label
from daicho.exchange.core.cells import Unreadable, cell_error, read_cell
from daicho.exchange.core.field import ImportField, ImportKind, same_name
from daicho.exchange.core.mapping import ColumnMapping
from daicho.exchange.core.table import Table
from daicho.kernel.errors import FieldError, missing
from daicho.kernel.text import noop as _


@dataclass(frozen=True, slots=True)
class Record:
    """A row's values by field key; empty cells have no key. `number` is the row's in the spreadsheet."""

    number: int
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row, at a column ("" where no single one is to blame)."""

    number: int
    column: str
    error: FieldError


@dataclass(frozen=True, slots=True)
class Names:
    """Names of records that cells refer to: kind of cell → name (as `same_name` makes it) → id."""

    ids: Mapping[str, Mapping[str, int]]


def read_records(
    kind: ImportKind, table: Table, mapping: ColumnMapping, names: Names
) -> tuple[list[Record], list[Fault]]:
    """Return the records of all rows and all faults of their cells, in the order of rows and columns."""
    columns = [(position, item) for position, key in enumerate(mapping) if (item := kind.field(key))]
    records, faults = [], []
    for row in table.rows:
        values: dict[str, object] = {}
        for position, item in columns:
            text = row.cells[position]
            try:
                if text:
                    values[item.key] = _value(item, text, names)
                elif item.required:
                    faults.append(_fault(row.number, table.header[position], missing(item.key)))
            except Unreadable as error:
                faults.append(Fault(row.number, table.header[position], cell_error(item, error, text)))
        records.append(Record(row.number, values))
    return records, faults


def record_fault(kind: ImportKind, table: Table, mapping: ColumnMapping, number: int, error: FieldError) -> Fault:
    """Return a command's field error as a fault of the row, at the column that filled the field."""
    key = kind.errors.get(error.field, error.field)
    return _fault(number, table.header[mapping.index(key)] if key in mapping else "", error)


def _fault(number: int, column: str, error: FieldError) -> Fault:
    """Return the fault; where its sentence names the field, by the name of the column that the person sees."""
    if column and "field" in error.parameters:
        error = replace(error, parameters={**error.parameters, "field": column})
    return Fault(number, column, error)


def _value(item: ImportField, text: str, names: Names) -> object:
    if item.kind == "terms":
        return _terms(text)
    if item.kind in names.ids:
        record_id = names.ids[item.kind].get(same_name(text))
        if record_id is None:
            raise Unreadable(_("There is no '%(value)s' here. Create it first, or leave the column out."))
        return record_id
    return read_cell(item, text)


def _terms(text: str) -> str:
    """Return the code of payment terms written as a label, a code, or a number of days."""
    days = text.removesuffix(".0")
    terms = terms_from_label(text) or terms_from_code(text)
    if terms is None and days.removeprefix("-").isascii() and days.removeprefix("-").isdigit() and len(days) < 6:
        terms = terms_from_days(int(days))
    if terms is None:
        raise Unreadable(_("'%(value)s' are no payment terms that are known, such as Net 30 or 月末締め翌月末払い."))
    return terms.code
